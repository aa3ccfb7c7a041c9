package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.RoundMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FederationOutcomeTest {

    @TempDir
    private Path aggregator;

    @Test
    void all_rounds_and_a_model_are_a_success() throws IOException {
        file("save/demo_best.pbuf", "best");
        file("save/demo_last.pbuf", "last");
        rounds(2);

        FederationOutcome outcome = FederationOutcome.of(aggregator, plan(true));

        assertThat(outcome.model().orElseThrow()).hasContent("best");
        assertThat(outcome.rounds()).hasSize(2);
    }

    @Test
    void a_plan_without_validation_leaves_the_model_of_the_last_round() throws IOException {
        file("save/demo_last.pbuf", "last");

        assertThat(FederationOutcome.of(aggregator, plan(false)).model().orElseThrow())
                .hasContent("last");
    }

    @Test
    void an_evaluation_has_one_round_and_no_model() throws IOException {
        rounds(1);
        Plan evaluation = Plan.parse(
                Path.of("plan/plan.yaml"),
                plan(true).text() + "assigner:\n  settings:\n    selected_task_group: evaluation\n");

        FederationOutcome outcome = FederationOutcome.of(aggregator, evaluation);

        assertThat(outcome.model()).isEmpty();
        assertThat(outcome.rounds()).hasSize(1);
    }

    @Test
    void a_missing_round_is_a_failure() throws IOException {
        file("save/demo_best.pbuf", "best");
        rounds(1);

        assertFails(true, "The aggregator ended after 1 of 2 rounds.");
    }

    @Test
    void without_metrics_a_missing_model_is_a_failure() {
        assertFails(false, "The aggregator ended without a trained model in " + aggregator.resolve("save"));
    }

    private void assertFails(boolean metrics, String problem) {
        assertThatThrownBy(() -> FederationOutcome.of(aggregator, plan(metrics)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining(aggregator.resolve("output.log").toString());
    }

    private void rounds(int count) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int round = 0; round < count; round++) {
            lines.append("{\"round_number\": ").append(round).append("}\n");
        }
        file(RoundMetrics.PLACE, lines.toString());
    }

    private void file(String path, String text) throws IOException {
        Path file = aggregator.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static Plan plan(boolean metrics) {
        return Plan.parse(Path.of("plan/plan.yaml"), """
                aggregator:
                  settings:
                    rounds_to_train: 2
                    init_state_path: save/demo_init.pbuf
                    best_state_path: save/demo_best.pbuf
                    last_state_path: save/demo_last.pbuf
                    write_logs: %s
                network:
                  settings:
                    agg_addr: localhost
                    agg_port: 50000
                """.formatted(metrics));
    }
}
