package io.github.openflgramine.publish;

import io.github.openflgramine.LogText;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PublishLogTest {

    private static final Path TARGET = Path.of("/demo/target");
    private static final Sha256 DIGEST = Sha256.of(new byte[32]);

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), PublishLog::new, log -> {
            log.sbom(TARGET.resolve("sbom.cdx.json"), new TreeMap<>(Map.of("DEBIAN", 120L, "PYTHON", 48L)));
            log.unsignedProvenance(TARGET.resolve("provenance.json"));
            log.provenance(TARGET.resolve("provenance.json"), DIGEST.hex());
        });
    }
}
