package io.github.openflgramine.graminize;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.OpenedFiles;
import io.github.openflgramine.product.StartCost;
import io.github.openflgramine.trusted.EnclaveFiles;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what a start under Gramine costs, from the files that a start without it opened, and this machine's speed. */
final class StartEstimate {

    private static final int SLICE = 2 << 20;
    private static final int SLICES = 8;

    private StartEstimate() {}

    /**
     * Returns the cost of a start in which an actor opens these files.
     *
     * @param listed the trusted files, which tell who needs a library
     */
    static StartCost of(OpenedFiles opened, EnclaveFiles files, Set<ImagePath> listed) {
        Map<ImagePath, String> importers = new HashMap<>();
        files.wanted(listed)
                .forEach((name, by) -> files.file(name)
                        .ifPresent(file -> importers.putIfAbsent(file.file().path(), by)));
        List<StartCost.Library> libraries = opened.libraries().entrySet().stream()
                .map(library -> new StartCost.Library(
                        library.getKey().printable(),
                        library.getValue().bytes(),
                        library.getValue().mapped(),
                        importers.getOrDefault(library.getKey(), "")))
                .sorted(Comparator.comparingLong(StartCost.Library::bytes).reversed())
                .toList();
        return new StartCost(libraries, opened.files(), opened.bytes(), sha256Speed());
    }

    /** Returns the bytes that one core hashes in a second. The fastest slice counts, as others may have been interrupted. */
    private static long sha256Speed() {
        MessageDigest digest = Sha256.newMessageDigest();
        byte[] slice = new byte[SLICE];
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < SLICES; i++) {
            long before = System.nanoTime();
            digest.update(slice);
            fastest = Math.min(fastest, System.nanoTime() - before);
        }
        return SLICE * 1_000_000_000L / Math.max(1, fastest);
    }
}
