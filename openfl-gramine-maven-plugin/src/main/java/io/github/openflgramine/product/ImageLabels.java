package io.github.openflgramine.product;

/** What an image says of itself, for the goals that start it. */
public final class ImageLabels {

    private static final String PREFIX = "io.github.openfl-gramine.";

    /** SHA-256 of plan/plan.yaml as it lies in the image. */
    public static final String PLAN = PREFIX + "plan.sha256";
    /** The workspace's name. */
    public static final String WORKSPACE = PREFIX + "workspace";
    /** {@code true} where each role has its SIGSTRUCT. */
    public static final String SIGNED = PREFIX + "signed";
    /** The name of the image that the final one was built from. */
    public static final String FIRST_IMAGE = PREFIX + "first-image";

    /** SHA-256 of the context that the first image was built from. */
    public static final String CONTEXT = PREFIX + "context.sha256";

    private ImageLabels() {}
}
