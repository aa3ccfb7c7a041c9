package io.github.openflgramine.publish;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
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

    /** A provenance statement was written without a signature. */
    void unsignedProvenance(Path file) {
        warn("Provenance: " + file.getFileName() + " is unsigned, so it proves nothing. Sign it: openfl.releaseKey");
    }
}
