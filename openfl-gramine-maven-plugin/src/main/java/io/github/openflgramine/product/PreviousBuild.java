package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.ContextDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The last build with other enclaves, kept for comparison in a directory below that of the build's results: its
 * measurements.json, the manifests, and if it had them its SBOM and the cost of a start. {@code mvn clean} removes it.
 */
public final class PreviousBuild {

    /** The name of a build's SBOM. */
    public static final String SBOM = "sbom.cdx.json";

    private static final String DIRECTORY = "previous";

    private PreviousBuild() {}

    /** Returns the directory of the kept build; empty if none is kept. */
    public static Optional<Path> in(Path directory) {
        return Optional.of(directory.resolve(DIRECTORY)).filter(kept -> Files.exists(kept.resolve(Measurements.FILE)));
    }

    /** Returns what a start of the kept build costs, if it is known. */
    public static Optional<StartCost> start(Path directory) throws IOException {
        return StartCost.read(directory.resolve(DIRECTORY));
    }

    /**
     * Keeps the results in a directory, which are about to be replaced. Results with the same enclaves are not kept, so that a second build
     * without a change still compares with the first one's predecessor.
     *
     * @param directory contains measurements.json and the manifests of the last build, if there was one
     * @param next the measurements that will replace them
     */
    public static void keep(Path directory, Measurements next) throws IOException {
        Optional<Measurements> last = read(directory);
        if (last.isEmpty() || sameEnclaves(last.get(), next)) {
            return;
        }
        List<String> names = new ArrayList<>();
        Arrays.stream(Role.values()).map(Role::sgxManifestFile).forEach(names::add);
        if (describes(directory.resolve(SBOM), last.get())) {
            names.add(SBOM);
        }
        if (Files.exists(directory.resolve(StartCost.FILE))) {
            names.add(StartCost.FILE);
        }
        // Last, because a kept build is one with this file.
        names.add(Measurements.FILE);
        Path kept = directory.resolve(DIRECTORY);
        ContextDirectory.deleteTree(kept);
        for (String name : names) {
            AtomicFiles.write(kept.resolve(name), Files.readAllBytes(directory.resolve(name)));
        }
    }

    /** Results of an unfinished or damaged build are not worth a comparison, and no reason to stop the next one. */
    private static Optional<Measurements> read(Path directory) throws IOException {
        for (Role role : Role.values()) {
            if (!Files.exists(directory.resolve(role.sgxManifestFile()))) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(MeasurementsReader.read(directory.resolve(Measurements.FILE)));
        } catch (GraminizeException e) {
            return Optional.empty();
        }
    }

    private static boolean sameEnclaves(Measurements one, Measurements other) {
        return Arrays.stream(Role.values())
                .allMatch(role -> one.of(role)
                        .identity()
                        .mrenclave()
                        .equals(other.of(role).identity().mrenclave()));
    }

    /** Returns whether the SBOM is of the same image; it is written by install, measurements.json by package. */
    private static boolean describes(Path sbom, Measurements measurements) throws IOException {
        return Files.exists(sbom)
                && measurements.imageId().isPresent()
                && new String(Files.readAllBytes(sbom), StandardCharsets.UTF_8)
                        .contains("\"" + measurements.imageId().get() + "\"");
    }
}
