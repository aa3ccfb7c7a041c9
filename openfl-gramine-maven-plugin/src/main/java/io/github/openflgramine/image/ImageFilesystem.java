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

    /**
     * Walks along a path from the root as the kernel does: every link is followed (at most 40, as Linux counts), and {@code ..} is
     * the parent of where the links have led.
     */
    Walk walk(String path);

    /** The entry that this path means when every link is followed. Empty as above. */
    default Optional<ImageNode> resolve(ImagePath path) {
        return walk(path.value()).end();
    }

    /** The children of a directory (links to it are followed), ordered by name as Unicode code points; not resolved themselves. */
    List<ImageNode> children(ImagePath directory);

    /**
     * The content of a regular file of at most 64 MiB (ELF images, offsets, JSON), links followed; read now, and the same bytes that
     * the file's digest is of. Empty where there is no such file.
     */
    Optional<byte[]> content(ImagePath path);

    /** Tells that every file below a directory will be asked for: one that hashes when it is asked does so now, on all cores. */
    default void hashBelow(ImagePath directory) {}

    /** Whether this is the reading machine's own root, where a link means the same inside and outside. */
    default boolean isOwnRoot() {
        return false;
    }
}
