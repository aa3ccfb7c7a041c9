package io.github.openflgramine.maven;

/**
 * The project properties that one goal sets for another: for our own goals, and for fabric8's goals as the lifecycle mapping
 * configures them ({@code META-INF/plexus/components.xml}).
 */
enum Handover {
    /** {@code NAME:TAG-first}, set by prepare. */
    FIRST_IMAGE_NAME("openfl.firstImage.name"),
    /** The image that the first image is built on. */
    FIRST_IMAGE_BASE("openfl.firstImage.base"),
    /** The directory of the first image's Docker context. */
    FIRST_IMAGE_CONTEXT("openfl.firstImage.context"),
    /** The digest of that context, in hexadecimal digits. */
    FIRST_IMAGE_CONTEXT_DIGEST("openfl.firstImage.contextDigest"),
    FIRST_IMAGE_NETWORK("openfl.firstImage.network"),
    FIRST_IMAGE_NO_CACHE("openfl.firstImage.noCache"),
    /** The name and tag of the image that graminize made. */
    FINAL_IMAGE_NAME("openfl.finalImage.name"),
    FINAL_IMAGE_CONTEXT("openfl.finalImage.context"),
    /** The path of the final image's archive. */
    FINAL_IMAGE_ARCHIVE("openfl.finalImage.archive"),
    FINAL_IMAGE_SKIP_SAVE("openfl.finalImage.skipSave"),
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
