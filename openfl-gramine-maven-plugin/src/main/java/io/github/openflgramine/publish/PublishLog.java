package io.github.openflgramine.publish;

import io.github.openflgramine.product.BuildLog;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a release says of itself, as it is written. */
final class PublishLog extends BuildLog {

    PublishLog(BuildLog log) {
        super(log);
    }

    /** A software SBOM is written, of so many packages by their kind. */
    void sbomWritten(Path file, Map<String, Long> packages) {
        info("Software bill of materials: "
                + packages.entrySet().stream()
                        .map(kind -> kind.getKey().toLowerCase(Locale.ROOT) + " packages " + kind.getValue())
                        .collect(Collectors.joining(", "))
                + "; " + file.getFileName());
    }

    /** A statement of provenance is written, signed by the key of this name where there is one. */
    void provenance(Path file, Optional<String> keyId) {
        if (keyId.isPresent()) {
            info("Provenance, signed by the key " + keyId.get() + "; " + file.getFileName());
        } else {
            warn("Provenance, not signed: " + file.getFileName()
                    + " proves nothing to anybody. Sign it: openfl.releaseKey");
        }
    }
}
