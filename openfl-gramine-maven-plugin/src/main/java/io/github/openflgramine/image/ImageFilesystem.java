package io.github.openflgramine.image;

import java.util.List;
import java.util.Optional;

/**
 * The root file system that an image gives to its container: its layers merged, links resolved inside it and never on
 * the machine that reads it.
 */
public interface ImageFilesystem {

    /**
     * The entry at this very path: links in parent directories are followed, a link at the path itself is not. Empty where
     * there is none, where a parent link dangles or loops, or where the path goes through a file.
     */
    Optional<ImageNode> entry(ImagePath path);

    /** The entry that this path means when every link is followed (at most 40, as Linux counts). Empty as above. */
    Optional<ImageNode> resolve(ImagePath path);

    /** The children of a directory (links to it are followed), ordered by name as Unicode code points; not resolved themselves. */
    List<ImageNode> children(ImagePath directory);

    /**
     * The content of a small file that the reader was asked to keep (ELF images, offsets, JSON), links followed.
     *
     * @throws IllegalArgumentException when the reader was not asked to keep it
     */
    Optional<byte[]> content(ImagePath path);

    /** Tells that every file below a directory will be asked for: one that hashes when it is asked does so now, on all cores. */
    default void hashBelow(ImagePath directory) {}

    /** Whether this is the reading machine's own root, where a link means the same inside and outside. */
    default boolean isOwnRoot() {
        return false;
    }
}
