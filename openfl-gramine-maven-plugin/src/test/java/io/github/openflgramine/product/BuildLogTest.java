package io.github.openflgramine.product;

import io.github.openflgramine.LogText;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The wording of each event. */
final class BuildLogTest {

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), log -> log, log -> {
            log.wrote(Path.of("plan/plan.yaml"));
            log.engine("unix:///var/run/docker.sock");
            log.warning("The cat is on the keyboard.", "Move it.");
            log.note("The cat is in its basket.");
            log.nextStep("The signed image", "mvn install -Dgramine.signatures=signatures");
            log.insecureSettings(1);
            log.insecureSettings(3);
        });
    }
}
