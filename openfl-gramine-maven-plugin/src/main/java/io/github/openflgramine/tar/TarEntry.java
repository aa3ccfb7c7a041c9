package io.github.openflgramine.tar;

/**
 * An entry of a tar archive, with long names and extended headers applied.
 *
 * @param name as in the archive
 * @param linkName the target of a hard or symbolic link
 * @param size the size of a regular file's content in bytes, otherwise 0
 */
public record TarEntry(String name, Type type, String linkName, long size) {

    /** The types that matter for a root file system. Devices and fifos are {@code OTHER}. */
    public enum Type {
        FILE,
        HARD_LINK,
        LINK,
        DIRECTORY,
        OTHER
    }
}
