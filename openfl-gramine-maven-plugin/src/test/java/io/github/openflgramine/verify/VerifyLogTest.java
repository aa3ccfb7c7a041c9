package io.github.openflgramine.verify;

import io.github.openflgramine.LogText;
import io.github.openflgramine.gramine.GramineVersion;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class VerifyLogTest {

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), VerifyLog::new, log -> {
            log.verifying("demo.tar.gz");
            log.gramine(GramineVersion.V1_9);
            log.gramine(GramineVersion.parse("1.9+standin"));
            log.debugEnclave("collaborator");
        });
    }
}
