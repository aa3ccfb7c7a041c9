package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FederationRunTest extends FederationFixture {

    @Test
    void a_collaborator_that_fails_ends_the_federation() throws IOException {
        engine.ending("collaborator", 1);
        listen();
        try (FederationRun run = new FederationRun(engine, 0, false, log())) {
            start(run);
            assertThatThrownBy(() -> run.awaitEnd(Duration.ZERO, root.resolve("rounds"), () -> {}))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("col1 ended with status 1 before the federation was finished")
                    .hasMessageContaining("last words of container2")
                    .hasMessageContaining("output.log");
        }
        assertThat(engine.running).isEmpty();
        aggregator.close();
    }

    @Test
    void a_collaborator_that_failed_is_started_again_as_often_as_was_said() throws IOException {
        engine.ending("aggregator", 0).ending("collaborator", 137, 1, 0).withAggregatorThatTakes(3);
        listen();
        try (FederationRun run = new FederationRun(engine, 2, false, log())) {
            start(run);
            run.awaitEnd(Duration.ZERO, root.resolve("rounds"), () -> {});
        }
        assertThat(said)
                .contains(
                        "col1 ended with status 137; restarting it (1 of 2)",
                        "col1 ended with status 1; restarting it (2 of 2)");
        assertThat(root.resolve("c/output.log")).hasContent("hello\nhello\nhello\n");
        assertThat(engine.running).isEmpty();
        aggregator.close();
    }

    @Test
    void past_that_its_failure_is_the_federation_s() throws IOException {
        engine.ending("collaborator", 137);
        listen();
        try (FederationRun run = new FederationRun(engine, 1, false, log())) {
            start(run);
            assertThatThrownBy(() -> run.awaitEnd(Duration.ZERO, root.resolve("rounds"), () -> {}))
                    .hasMessageContaining("col1 ended with status 137 before the federation was finished");
        }
        assertThat(engine.running).isEmpty();
        aggregator.close();
    }

    @Test
    void without_progress_it_ends_with_the_last_lines_of_all_actors() throws IOException {
        listen();
        try (FederationRun run = new FederationRun(engine, 0, false, log())) {
            start(run);
            assertThatThrownBy(() -> run.awaitEnd(Duration.ofMillis(1), root.resolve("rounds"), () -> {}))
                    .hasMessageContaining("The federation made no progress")
                    .hasMessageContaining("aggregator:\n        last words of container1")
                    .hasMessageContaining("col1:\n        last words of container2")
                    .hasMessageContaining("openfl.federationTimeout");
        }
        assertThat(engine.running).isEmpty();
        aggregator.close();
    }

    @Test
    void it_ends_when_the_aggregator_ends() throws IOException {
        assertThat(saidBy(true)).contains("aggregator | hello", "col1       | hello");
    }

    @Test
    void without_being_asked_it_repeats_only_what_the_launcher_says() throws IOException {
        engine.saying("openfl-gramine: waiting for the aggregator");
        assertThat(saidBy(false))
                .contains("col1       | openfl-gramine: waiting for the aggregator")
                .noneMatch(line -> line.contains("hello"));
    }

    private List<String> saidBy(boolean showsOutput) throws IOException {
        engine.ending("aggregator", 0).ending("collaborator", 0);
        listen();
        try (FederationRun run = new FederationRun(engine, 0, showsOutput, log())) {
            start(run);
            run.awaitEnd(Duration.ZERO, root.resolve("rounds"), () -> {});
        }
        assertThat(engine.running).isEmpty();
        assertThat(root.resolve("a/output.log")).content().contains("hello\n");
        aggregator.close();
        return said;
    }
}
