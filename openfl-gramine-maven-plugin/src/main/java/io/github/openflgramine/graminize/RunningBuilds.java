package io.github.openflgramine.graminize;

import io.github.openflgramine.files.HeldFile;
import io.github.openflgramine.product.BuildMark;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The builds of this user on this machine that have not ended: a held file for each. Whether builds of others run, on
 * the same engine, can only be estimated from their age.
 */
public final class RunningBuilds {

    /** No build runs longer. */
    private static final Duration LONGEST = Duration.ofDays(1);

    private static final int ATTEMPTS = 100;

    private final Path directory;

    /** @param directory belongs to the user; it is created if needed */
    public RunningBuilds(Path directory) {
        this.directory = directory;
    }

    /**
     * Registers a build until the result is closed or this process ends. Afterwards it counts as killed until it is
     * {@link #forget forgotten}.
     */
    public Closeable register(BuildMark build) throws IOException {
        Path file = file(build);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            HeldFile held = HeldFile.take(file).orElse(null);
            if (held != null && Files.exists(file)) {
                return held;
            }
            // Another build is looking whether this one runs, and may have deleted the file.
            if (held != null) {
                held.close();
            }
        }
        throw new IOException("Cannot hold " + file);
    }

    /** Forgets a build of which nothing is left. */
    void forget(BuildMark build) throws IOException {
        Files.deleteIfExists(file(build));
    }

    /** Returns whether a build may still run. */
    boolean mayRun(BuildMark build, Instant now) throws IOException {
        Path file = file(build);
        if (Files.notExists(file)) {
            return build.age(now).compareTo(LONGEST) < 0;
        }
        return HeldFile.isHeld(file);
    }

    /** Returns whether another build of this user runs now. */
    boolean othersThan(BuildMark own) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> others = files.filter(file -> !file.equals(file(own))).toList();
            for (Path other : others) {
                if (HeldFile.isHeld(other)) {
                    return true;
                }
            }
            return false;
        }
    }

    private Path file(BuildMark build) {
        return directory.resolve(build.text());
    }
}
