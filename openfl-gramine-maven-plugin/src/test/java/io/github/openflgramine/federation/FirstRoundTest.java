package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstRoundTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    @Test
    void the_first_round_is_told_once_with_the_time_when_the_last_should_be_over() throws IOException {
        Path metrics = directory.resolve("aggregator_metrics.txt");
        FirstRound first = new FirstRound(metrics, 11, NOON, new FederationLog(new BuildLog(said::add, said::add)));
        first.look();
        Files.writeString(metrics, "{\"round_number\": 0, \"elapsed_sec");
        first.look();
        assertThat(said).isEmpty();

        Files.writeString(metrics, "{\"round_number\": 0, \"elapsed_seconds\": 360.2}\n");
        first.look();
        Files.writeString(metrics, "{\"round_number\": 1, \"elapsed_seconds\": 300}\n", StandardOpenOption.APPEND);
        first.look();
        assertThat(said)
                .containsExactly("The first round took 6 min, including start-up;"
                        + " all 11 rounds should be done in 60 min, 2026-11-24 13:00");
    }
}
