package io.github.openflgramine.report;

import io.github.openflgramine.Role;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.TrustedFile;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.PreviousBuild;
import io.github.openflgramine.product.SoftwareVersions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The differences between this build and the last one with other enclaves.
 *
 * @param values MRENCLAVEs and versions that differ
 * @param files the first trusted files that differ, at most 200
 * @param moreFiles the number of further trusted files that differ
 * @param packages packages that differ; empty if the previous build's are not known
 */
public record BuildChanges(List<Change> values, List<Change> files, int moreFiles, Optional<List<Change>> packages) {

    private static final int MOST_FILES = 200;
    private static final String ABSENT = "";

    /**
     * A difference.
     *
     * @param before empty if it is new
     * @param now empty if it is gone
     */
    public record Change(String name, String before, String now) {}

    /**
     * Compares the results in a directory with those of the build that is kept in it.
     *
     * @param now the packages of this build's image, by name with their versions
     * @return empty if no build is kept
     */
    static Optional<BuildChanges> in(Path directory, Measurements measurements, SortedMap<String, String> now)
            throws IOException {
        Optional<Path> kept = PreviousBuild.in(directory);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        Measurements before = MeasurementsReader.read(kept.get().resolve(Measurements.FILE));
        List<Change> files = differences(trusted(kept.get()), trusted(directory));
        return Optional.of(new BuildChanges(
                differences(values(before), values(measurements)),
                files.subList(0, Math.min(MOST_FILES, files.size())),
                Math.max(0, files.size() - MOST_FILES),
                PreviousPackages.read(kept.get().resolve(PreviousBuild.SBOM))
                        .map(packages -> differences(packages, now))));
    }

    private static SortedMap<String, String> values(Measurements measurements) {
        SortedMap<String, String> values = new TreeMap<>();
        measurements
                .roles()
                .forEach((role, enclave) -> values.put(
                        "MRENCLAVE of the " + role,
                        enclave.identity().mrenclave().hex()));
        SoftwareVersions versions = measurements.versions();
        values.put("version of Gramine", versions.gramine());
        values.put("version of OpenFL", versions.openfl());
        values.put("version of Python", versions.python());
        return values;
    }

    /** Returns the trusted files of both enclaves by path, with their SHA-256. */
    private static SortedMap<String, String> trusted(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        for (Role role : Role.values()) {
            String text = ManifestSource.text(directory.resolve(role.sgxManifestFile()), "manifest");
            for (TrustedFile file : TrustedFile.listedIn(Manifest.parse(text, role.sgxManifestFile()))) {
                files.put(file.path(), file.sha256());
            }
        }
        return files;
    }

    private static List<Change> differences(Map<String, String> before, Map<String, String> now) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String old = before.getOrDefault(name, ABSENT);
            String current = now.getOrDefault(name, ABSENT);
            if (!old.equals(current)) {
                changes.add(new Change(name, old, current));
            }
        }
        return changes;
    }
}
