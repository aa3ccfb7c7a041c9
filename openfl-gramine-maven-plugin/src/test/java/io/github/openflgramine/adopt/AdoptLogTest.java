package io.github.openflgramine.adopt;

import io.github.openflgramine.LogText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AdoptLogTest {

    private static final Path DEMO = Path.of("/demo");

    @Test
    void each_message_reads_well() throws IOException {
        LogText.assertReads(getClass(), AdoptLog::new, log -> {
            log.added(DEMO, List.of());
            log.added(DEMO, List.of(DEMO.resolve("pom.xml"), DEMO.resolve(".gitignore")));
            log.findings(List.of());
            log.findings(List.of(
                    new Finding(
                            "plan/plan.yaml line 12",
                            "OpenFL 1.9 has no network.settings.tls and ignores it.",
                            "Write use_tls with the same value."),
                    new Finding("requirements.txt", "This has no remedy.", "")));
            log.codeNotSeen("No Docker engine answers.", "Start it.");
        });
    }
}
