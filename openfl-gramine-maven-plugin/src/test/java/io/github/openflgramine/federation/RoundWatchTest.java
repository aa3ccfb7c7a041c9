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

final class RoundWatchTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();

    @Test
    void each_round_is_told_once_and_the_time_left_does_not_count_the_start_up() throws IOException {
        Path metrics = metrics("aggregator");
        RoundWatch watch = new RoundWatch(directory, 11, NOON, new FederationLog(new BuildLog(said::add, said::add)));
        watch.look();
        Files.writeString(metrics, "{\"round_number\": 0, \"elapsed_sec");
        watch.look();
        assertThat(said).isEmpty();
        assertThat(directory.resolve("metrics.csv")).doesNotExist();

        Files.writeString(
                metrics, "{\"round_number\": 0, \"elapsed_seconds\": 360.2, \"aggregator/train/loss\": 0.5}\n");
        watch.look();
        assertThat(directory.resolve("metrics.csv")).hasContent("round,seconds,train/loss\n0,360.2,0.5\n");
        Files.writeString(metrics, "{\"round_number\": 1, \"elapsed_seconds\": 10}\n", StandardOpenOption.APPEND);
        Files.writeString(metrics, "{\"round_number\": 2, \"elapsed_seconds\": 20}\n", StandardOpenOption.APPEND);
        watch.look();
        watch.look();
        assertThat(said)
                .containsExactly(
                        "Round 0 (1 of 11), 6 min with the start-up, train/loss 0.5000",
                        "Round 1 (2 of 11), 10.0 s; 90 s left, until 2026-11-24 12:01",
                        "Round 2 (3 of 11), 20.0 s; 2 min left, until 2026-11-24 12:02");
    }

    @Test
    void nothing_is_left_after_the_last_round() throws IOException {
        Files.writeString(
                metrics("aggregator"),
                "{\"round_number\": 0, \"elapsed_seconds\": 1}\n{\"round_number\": 1, \"elapsed_seconds\": 1}\n");
        new RoundWatch(directory, 2, NOON, new FederationLog(new BuildLog(said::add, said::add))).look();

        assertThat(said).containsExactly("Round 0 (1 of 2), 1.0 s with the start-up", "Round 1 (2 of 2), 1.0 s");
    }

    @Test
    void the_file_has_what_each_collaborator_measured_itself() throws IOException {
        Files.writeString(
                metrics("aggregator"),
                "{\"round_number\": 0, \"elapsed_seconds\": 1, \"aggregator/train/loss\": 0.5}\n");
        Files.writeString(metrics("one"), """
                {"round_number": 0, "elapsed_seconds": 9, "one/train/loss": 0.4}
                {"round_number": 0, "elapsed_seconds": 9, "one/train/loss": 0.3}
                """);
        Files.writeString(metrics("two"), "");
        new RoundWatch(directory, 1, NOON, new FederationLog(new BuildLog(said::add, said::add))).look();

        assertThat(directory.resolve("metrics.csv"))
                .as("a collaborator that was restarted in a round measures it again")
                .hasContent("round,seconds,one/train/loss,train/loss\n0,1.0,0.3,0.5\n");
        assertThat(said).containsExactly("Round 0 (1 of 1), 1.0 s with the start-up, train/loss 0.5000");
    }

    @Test
    void what_a_collaborator_writes_after_the_last_round_is_in_the_file_at_the_end() throws IOException {
        Files.writeString(metrics("aggregator"), "{\"round_number\": 0, \"elapsed_seconds\": 1}\n");
        RoundWatch watch = new RoundWatch(directory, 1, NOON, new FederationLog(new BuildLog(said::add, said::add)));
        watch.look();
        Files.writeString(metrics("one"), "{\"round_number\": 0, \"elapsed_seconds\": 9, \"one/train/loss\": 0.4}\n");
        watch.end();

        assertThat(directory.resolve("metrics.csv")).hasContent("round,seconds,one/train/loss\n0,1.0,0.4\n");
        assertThat(said).hasSize(1);
    }

    private Path metrics(String actor) throws IOException {
        return Files.createDirectories(directory.resolve(actor).resolve("logs")).resolve(actor + "_metrics.txt");
    }
}
