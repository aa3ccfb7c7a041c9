package io.github.openflgramine.tar;

/**
 * One entry of a tar archive, long names and extended headers already applied.
 *
 * @param name as the archive has it
 * @param linkName where a link, hard or symbolic, leads
 * @param size bytes of a regular file's content, else 0
 */
public record TarEntry(String name, Type type, String linkName, long size) {

    /** As far as a root file system needs to tell; devices and fifos are {@code OTHER}. */
    public enum Type {
        FILE,
        HARD_LINK,
        LINK,
        DIRECTORY,
        OTHER
    }
}
