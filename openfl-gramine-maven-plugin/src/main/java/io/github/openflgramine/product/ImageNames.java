package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageReference;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of a build's images: {@code NAME:TAG-first}, then {@code NAME:TAG}, or {@code NAME:TAG-direct} if it is
 * unsigned. While it runs, a build uses names of its own, {@code NAME:TAG-first-MARK} and {@code NAME:TAG-build-MARK},
 * because another build can move any other name at any time.
 *
 * @param name a repository (OCI distribution specification), with the registry before it if the image is pushed
 * @param tag usually the project's version
 */
public record ImageNames(String name, String tag) {

    private static final Pattern REGISTRY = Pattern.compile("(localhost|[^/]*[.:][^/]*)/.*");
    /** Leaves room for the endings of the names below and a build's mark; a registry takes 128 characters. */
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,107}");

    private static final Pattern TAGGED = Pattern.compile("(.+):([a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})");

    public ImageNames {
        if (!ImageReference.isRepository(name)) {
            throw new GraminizeException(
                    "openfl.imageName=" + name + " is not a valid image name.",
                    "Use lower-case letters and digits with single . _ - between them, prefixed by a registry to push it.");
        }
        if (!TAG.matcher(tag).matches()) {
            throw new GraminizeException(
                    "openfl.imageTag=" + tag + " is not a valid image tag.",
                    "Use letters, digits and . _ -, at most 108 of them. The default is the project's version.");
        }
    }

    /** Returns whether this is {@code NAME:TAG}. */
    public static boolean isTagged(String image) {
        Matcher tagged = TAGGED.matcher(image);
        return tagged.matches() && ImageReference.isRepository(tagged.group(1));
    }

    /** Returns the name that the last build's first image has between builds, so that the engine keeps it as a cache. */
    public String first() {
        return name + ":" + tag + "-first";
    }

    /** Returns the name of a running build's first image. */
    public String first(BuildMark build) {
        return first() + "-" + build;
    }

    /** Returns the name of a running build's final image, until the image is checked. */
    public String built(BuildMark build) {
        return name + ":" + tag + "-build-" + build;
    }

    /** Returns whether a running or killed build gave this name to an image. */
    public boolean isOfOneBuild(String imageName) {
        return BuildMark.in(imageName)
                .filter(build -> imageName.equals(first(build)) || imageName.equals(built(build)))
                .isPresent();
    }

    public String signed() {
        return name + ":" + tag;
    }

    /** Returns the name of the unsigned image, which runs under gramine-direct only. */
    public String unsigned() {
        return name + ":" + tag + "-direct";
    }

    /**
     * Returns the name under which an image of this build is pushed. Returns empty if neither its name nor the
     * parameter has a registry, so that no image is pushed by accident.
     *
     * @param image one of these names
     * @param registry {@code docker.push.registry}, which counts for a name without a registry; null if it is not set
     */
    public Optional<String> pushed(String image, @Nullable String registry) {
        return REGISTRY.matcher(name).matches()
                ? Optional.of(image)
                : Optional.ofNullable(registry).map(host -> host + "/" + image);
    }
}
