package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RoundMetricsTest {

    /** Written by OpenFL 1.9 in a run of the numpy template; the third line was truncated by hand. */
    private static final String FILE = """
            {"round_number": 0, "elapsed_seconds": 1.2045, "aggregator/aggregated_model_validation/accuracy": 0.26666668, "aggregator/locally_tuned_model_validation/accuracy": 0.9666, "aggregator/train/loss": 0.1363}
            {"round_number": 1, "elapsed_seconds": 12.0333, "aggregator/aggregated_model_validation/accuracy": 0.96666, "aggregator/locally_tuned_model_validation/accuracy": 0.9666, "aggregator/train/loss": NaN}
            {"round_number": 2, "elapsed_sec
            """;

    @TempDir
    private Path directory;

    @Test
    void a_line_is_a_round_and_a_cut_line_is_none() throws IOException {
        assertThat(rounds()).hasSize(2);
        assertThat(rounds().get(0).values().get("train/loss")).isEqualTo(0.1363);
        assertThat(rounds().get(1).values().get("train/loss")).isNaN();
    }

    @Test
    void without_the_file_there_are_no_rounds() throws IOException {
        assertThat(RoundMetrics.read(directory.resolve("aggregator_metrics.txt")))
                .isEmpty();
    }

    @Test
    void the_accuracy_is_that_of_the_aggregated_model() throws IOException {
        assertThat(rounds().get(1).accuracy()).hasValueSatisfying(accuracy -> {
            assertThat(accuracy.getKey()).isEqualTo("aggregated_model_validation/accuracy");
            assertThat(accuracy.getValue()).isEqualTo(0.96666);
        });
    }

    @Test
    void a_plan_that_measures_no_accuracy_has_none() {
        assertThat(RoundMetrics.parse("{\"round_number\": 0, \"aggregator/train/loss\": 1}", "aggregator")
                        .orElseThrow()
                        .accuracy())
                .isEmpty();
    }

    @Test
    void what_json_cannot_hold_is_a_text() throws IOException {
        assertThat(rounds().get(1).summary()).containsEntry("train/loss", "NaN");
    }

    private List<RoundMetrics> rounds() throws IOException {
        return RoundMetrics.read(Files.writeString(directory.resolve("aggregator_metrics.txt"), FILE));
    }
}
