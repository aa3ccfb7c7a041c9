package io.github.openflgramine.maven;

/**
 * The project properties that one goal sets for another: for our own goals, and for fabric8's goals as the lifecycle mapping
 * configures them ({@code META-INF/plexus/components.xml}).
 */
enum Handover {
    /** What this build's own image names end in, set by prepare. */
    BUILD_MARK("openfl.build.mark"),
    /** {@code NAME:TAG-first-MARK}, set by prepare. */
    FIRST_IMAGE_NAME("openfl.firstImage.name"),
    /** The id of the first image that graminize has measured. */
    FIRST_IMAGE_ID("openfl.firstImage.id"),
    /** The image that the first image is built on. */
    FIRST_IMAGE_BASE("openfl.firstImage.base"),
    /** The directory of the first image's Docker context. */
    FIRST_IMAGE_CONTEXT("openfl.firstImage.context"),
    /** The digest of that context, in hexadecimal digits. */
    FIRST_IMAGE_CONTEXT_DIGEST("openfl.firstImage.contextDigest"),
    FIRST_IMAGE_NETWORK("openfl.firstImage.network"),
    FIRST_IMAGE_NO_CACHE("openfl.firstImage.noCache"),
    /** The name and tag that the final image will have. */
    FINAL_IMAGE_NAME("openfl.finalImage.name"),
    /** {@code NAME:TAG-build-MARK}, the final image's name until it is checked. */
    BUILT_IMAGE_NAME("openfl.builtImage.name"),
    /** The id of the final image, set when it was checked and has its name. */
    FINAL_IMAGE_ID("openfl.finalImage.id"),
    /** The ids of the images that had the names of the signed and the unsigned image before the build. */
    SIGNED_IMAGE_BEFORE("openfl.signedImage.before"),
    UNSIGNED_IMAGE_BEFORE("openfl.unsignedImage.before"),
    /** The final image's size in bytes, set by attach. */
    FINAL_IMAGE_SIZE("openfl.finalImage.size"),
    FINAL_IMAGE_CONTEXT("openfl.finalImage.context"),
    /** The path to which fabric8 saves the final image, before the complete archive gets its name. */
    FINAL_IMAGE_ARCHIVE("openfl.finalImage.archive"),
    FINAL_IMAGE_SKIP_SAVE("openfl.finalImage.skipSave"),
    /** When the archive of the final image is saved: {@code now}, or {@code before} if it exists; not set if never. */
    FINAL_IMAGE_ARCHIVED("openfl.finalImage.archived"),
    /** The name under which the final image is pushed, set by attach. */
    PUSHED_IMAGE_NAME("openfl.pushedImage.name"),
    PUSHED_IMAGE_SKIP("openfl.pushedImage.skip");

    private final String property;

    Handover(String property) {
        this.property = property;
    }

    String property() {
        return property;
    }

    static boolean isOne(String property) {
        for (Handover handover : values()) {
            if (handover.property.equals(property)) {
                return true;
            }
        }
        return false;
    }
}
