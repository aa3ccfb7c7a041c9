package io.github.openflgramine.publish;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Log messages about the documents that describe a release. */
final class PublishLog extends BuildLog {

    PublishLog(BuildLog log) {
        super(log);
    }

    /**
     * An SBOM was written.
     *
     * @param packages number of packages by kind
     */
    void sbom(Path file, Map<String, Long> packages) {
        info("SBOM: "
                + packages.entrySet().stream()
                        .map(kind -> kind.getKey().toLowerCase(Locale.ROOT) + " packages " + kind.getValue())
                        .collect(Collectors.joining(", "))
                + "; " + file.getFileName());
    }

    /**
     * A provenance statement was written.
     *
     * @param keyId the id of the key that signed it
     */
    void provenance(Path file, String keyId) {
        info("Provenance, signed by key " + keyId + ": " + file.getFileName());
    }

    /** What a build made, as a table. */
    void summary(String title, List<BuildSummary.Row> rows) {
        info("");
        info(emphasised(title));
        rows.forEach(row -> info(String.format(Locale.ROOT, "    %-17s  %s", row.name(), row.value())));
    }

    /** What a version takes in the local repository, and whether its archives have been removed. */
    void version(LocalVersions.Version version, boolean isKept) {
        info(String.format(
                Locale.ROOT,
                "%-20s %8s%s",
                version.name(),
                megabytes(version.bytes()),
                isKept ? "" : ", of which " + megabytes(version.archiveBytes()) + " of image archives were removed"));
    }

    /** The archives of other versions were removed. */
    void pruned(long bytes) {
        info(bytes == 0 ? "No other version has an image archive." : "Freed " + megabytes(bytes) + ".");
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    /** A provenance statement was written without a signature. */
    void unsignedProvenance(Path file) {
        warn("Provenance: " + file.getFileName() + " is unsigned, so it proves nothing. Sign it: openfl.releaseKey");
    }
}
