package io.github.openflgramine.tar;

/**
 * An entry of a tar archive, with long names and extended headers applied.
 *
 * @param name as in the archive
 * @param linkName the target of a hard or symbolic link, otherwise empty
 * @param size the size of a regular file's content in bytes, otherwise 0
 */
public record TarEntry(String name, Type type, String linkName, long size, Attributes attributes) {

    /** The types that matter for a root file system. Block devices and fifos are {@code OTHER}. */
    public enum Type {
        FILE,
        HARD_LINK,
        LINK,
        DIRECTORY,
        /** A character device with the numbers 0 and 0, which overlayfs takes as a whiteout. */
        DEVICE_ZERO,
        OTHER
    }

    /**
     * The attributes that engines apply.
     *
     * @param permissions the lowest twelve bits of {@code st_mode}
     * @param user the owner's number
     * @param group the group's number
     */
    public record Attributes(int permissions, long user, long group) {}
}
