package io.github.openflgramine.deployment;

import io.github.openflgramine.LogText;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The wording of each event. */
final class DeploymentLogTest {

    private static final Sha256 DIGEST = Sha256.of(new byte[32]);

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), DeploymentLog::new, log -> {
            log.kitsSigned(DIGEST.hex());
            log.kitAttached("north", "org.example:demo:1.0:tar:kit-north");
            log.directIsRefusedWherePodSecurityIsEnforced();
        });
    }
}
