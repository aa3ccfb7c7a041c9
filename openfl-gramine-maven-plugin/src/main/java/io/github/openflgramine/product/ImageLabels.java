package io.github.openflgramine.product;

/** The labels of an image, which the goals that start it read. */
public final class ImageLabels {

    private static final String PREFIX = "io.github.openfl-gramine.";

    /** SHA-256 of the image's plan/plan.yaml. */
    public static final String PLAN = PREFIX + "plan.sha256";
    /** The workspace's name. */
    public static final String WORKSPACE = PREFIX + "workspace";
    /** {@code true} if each role has a SIGSTRUCT. */
    public static final String SIGNED = PREFIX + "signed";
    /** The name of the image that the final one was built from. */
    public static final String FIRST_IMAGE = PREFIX + "first-image";

    /** SHA-256 of the context that the first image was built from. */
    public static final String CONTEXT = PREFIX + "context.sha256";

    /** SHA-256 of the workspace's files from which the image was built, see {@link ImageSources}. */
    public static final String SOURCES = PREFIX + "sources.sha256";

    private ImageLabels() {}
}
