package io.github.openflgramine.tar;

/**
 * One entry of a tar archive, long names and extended headers already applied.
 *
 * @param name as the archive has it
 * @param linkName where a link, hard or symbolic, leads
 * @param size bytes of content that a reader gets; of a sparse file with its holes
 * @param sparse whether the content is stored without its holes, and so is not in the archive as it is read
 */
public record TarEntry(String name, Type type, String linkName, long size, boolean sparse) {

    /** As far as a root file system needs to tell; devices and fifos are {@code OTHER}. */
    public enum Type {
        FILE,
        HARD_LINK,
        LINK,
        DIRECTORY,
        OTHER
    }
}
