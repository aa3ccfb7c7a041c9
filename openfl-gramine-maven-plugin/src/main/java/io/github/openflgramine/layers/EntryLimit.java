package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the number of entries in all layers of an image, so that a hostile archive cannot fill the heap with empty
 * files.
 */
final class EntryLimit {

    /** Large images have about 300,000 entries. A million entries need about half a gigabyte of heap. */
    private static final int MOST_ENTRIES = 1_000_000;

    private final int most;
    private final AtomicInteger left;

    EntryLimit() {
        this(MOST_ENTRIES);
    }

    EntryLimit(int most) {
        this.most = most;
        this.left = new AtomicInteger(most);
    }

    void count(String where) {
        if (left.getAndDecrement() <= 0) {
            throw new GraminizeException(
                    where + " takes the image over " + most + " files, directories and links.",
                    "Use an image with fewer files; Gramine cannot start with so many trusted files anyway.");
        }
    }
}
