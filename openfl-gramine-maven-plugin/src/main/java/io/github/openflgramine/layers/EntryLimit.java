package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import java.util.concurrent.atomic.AtomicInteger;

/** How many entries all layers of one image may have, so that a hostile archive cannot fill the heap with empty files. */
public final class EntryLimit {

    /** Large images have some 300,000; a million need about half a gigabyte here. */
    private static final int MOST_ENTRIES = 1_000_000;

    private final int most;
    private final AtomicInteger left;

    public EntryLimit() {
        this(MOST_ENTRIES);
    }

    public EntryLimit(int most) {
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
