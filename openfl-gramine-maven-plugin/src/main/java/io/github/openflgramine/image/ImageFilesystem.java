package io.github.openflgramine.image;

import java.util.List;
import java.util.Optional;

/**
 * The root file system of an image's containers: its merged layers. Links are resolved inside it, never on the machine
 * that reads it.
 */
public interface ImageFilesystem {

    /**
     * Returns the entry at this path. Links in parent directories are followed; a link at the path itself is not.
     * Returns empty if there is no entry, if a parent link dangles or loops, or if a parent is a file.
     */
    Optional<ImageNode> entry(ImagePath path);

    /**
     * Walks along a path from the root as the kernel does: every link is followed (at most 40, as in Linux), and {@code
     * ..} is the parent of the directory that the links lead to.
     */
    Walk walk(String path);

    /** Returns the entry at this path after following every link; empty in the same cases as {@link #entry}. */
    default Optional<ImageNode> resolve(ImagePath path) {
        return walk(path.value()).end();
    }

    /**
     * Returns the children of a directory, ordered by name as Unicode code points. Links to the directory are followed;
     * its children are not resolved.
     */
    List<ImageNode> children(ImagePath directory);

    /**
     * Reads a regular file of at most 64 MiB (ELF images, offsets, JSON); links are followed. The bytes match the
     * file's digest. Returns empty if there is no such file.
     */
    Optional<byte[]> content(ImagePath path);

    /**
     * Announces that every file below a directory will be needed. An implementation that hashes on demand hashes them
     * now, on all cores.
     */
    default void hashBelow(ImagePath directory) {}

    /**
     * Returns whether this is the root of the machine that reads it, so links lead to the same files inside and
     * outside.
     */
    default boolean isOwnRoot() {
        return false;
    }
}
