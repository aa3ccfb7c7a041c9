package io.github.openflgramine.federation;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Since when a federation makes no progress. A round that ended is progress, and so is a line of output that its actor
 * has not written before; a line that returns with another time of day, as of a collaborator that tries to connect
 * again and again, is none.
 */
final class Progress {

    private static final int REMEMBERED = 10_000;
    private static final Pattern TIME_OF_DAY = Pattern.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?");

    private final LongSupplier nanoTime;
    private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    private long last;
    private long size;

    Progress(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    /** An actor wrote a line. Called by several threads. */
    synchronized void heard(String actor, String line) {
        if (seen.add(actor + " " + TIME_OF_DAY.matcher(line).replaceAll("").strip())) {
            last = nanoTime.getAsLong();
        }
    }

    /** The file with the rounds has this size. */
    synchronized void rounds(long bytes) {
        if (bytes != size) {
            size = bytes;
            last = nanoTime.getAsLong();
        }
    }

    synchronized Duration silence() {
        return Duration.ofNanos(nanoTime.getAsLong() - last);
    }
}
