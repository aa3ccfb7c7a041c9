package io.github.openflgramine.product;

/** The Python of an image that the plugin built. */
public final class ImagePython {

    private ImagePython() {}

    /**
     * Returns an entry point that runs the interpreter whose path is in the image. The container's command are its arguments.
     *
     * @param options the interpreter's own, as words of a POSIX shell: {@code -I -B}
     */
    public static String[] entrypoint(String options) {
        return new String[] {
            "/bin/sh", "-c", "exec \"$(cat " + ImagePaths.PRODUCT + "/interpreter)\" " + options + " \"$@\"", "python"
        };
    }
}
