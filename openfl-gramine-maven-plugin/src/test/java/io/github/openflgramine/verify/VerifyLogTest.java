package io.github.openflgramine.verify;

import io.github.openflgramine.LogText;
import io.github.openflgramine.dcap.Collateral;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.PckAuthority;
import io.github.openflgramine.dcap.QuotedPlatform;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.pcs.CollateralService;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class VerifyLogTest {

    private record NamedService(String name) implements CollateralService {

        @Override
        public Collateral fetch(QuotedPlatform platform) {
            throw new AssertionError("only its name is logged");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), VerifyLog::new, log -> {
            log.verifying("demo.tar.gz");
            log.gramine(GramineVersion.V1_9);
            log.gramine(GramineVersion.parse("1.9+standin"));
            log.debugEnclave("collaborator");
            QuotedPlatform platform = new QuotedPlatform(Octets.ofHex("00906ed50000"), PckAuthority.PLATFORM);
            log.fetchingCollateral(new NamedService("https://pccs.example.org/sgx/certification/v4"), platform);
            log.keptCollateral(Path.of("col1.quote.collateral.json"));
            log.notKeptCollateral(Path.of("col1.quote.collateral.json"), "AccessDeniedException");
            log.noProtection();
            log.quoteWarning("col1.zip", "One processor has several names: col_a, col_b.");
        });
    }
}
