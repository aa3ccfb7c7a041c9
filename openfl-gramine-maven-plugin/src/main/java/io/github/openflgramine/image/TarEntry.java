package io.github.openflgramine.image;

import io.github.openflgramine.image.SparseMap.Segment;
import java.util.List;

/**
 * One entry of a tar archive, long names and extended headers already applied.
 *
 * @param name as the archive has it
 * @param linkName where a link, hard or symbolic, leads
 * @param size bytes of content that a reader gets; of a sparse file with its holes
 * @param sparse where stored bytes lie in the content; empty for an ordinary file
 */
record TarEntry(String name, Type type, String linkName, long size, List<Segment> sparse) {

    enum Type {
        FILE,
        HARD_LINK,
        LINK,
        FOLDER,
        /** Devices and fifos. */
        OTHER
    }

    TarEntry {
        sparse = List.copyOf(sparse);
    }
}
