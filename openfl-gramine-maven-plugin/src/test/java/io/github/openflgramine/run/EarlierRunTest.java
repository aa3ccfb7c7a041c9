package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Role;
import io.github.openflgramine.product.ImageLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EarlierRunTest extends ActorFixture {

    @Test
    void an_earlier_run_is_gone_on_from_only_when_asked() throws IOException {
        earlierRun("first-round.db");
        engine.ending("aggregator", 0);

        assertFails(
                () -> run(aggregator(ActorMode.NATIVE)),
                "tensor.db is from an earlier run, last changed ",
                ", which stopped after 0 of 3 rounds: OpenFL would continue with the next.",
                "Resume from it with -Dopenfl.resume");
        assertThat(run(request(Role.AGGREGATOR, ActorMode.NATIVE, Optional.empty(), true)))
                .isZero();
    }

    @Test
    void a_finished_run_is_named() throws IOException {
        earlierRun("three-rounds.db");

        assertFails(
                () -> run(aggregator(ActorMode.NATIVE)),
                ", which is finished, 3 of 3 rounds: OpenFL would not train any more.",
                "Move it away to start over.");
    }

    @Test
    void a_file_that_does_not_tell_how_far_it_got_is_refused_with_what_both_cases_mean() throws IOException {
        earlierRun("three-rounds.db");
        Files.writeString(directory("aggregator").resolve("local_state/tensor.db-journal"), "undone");

        assertFails(
                () -> run(aggregator(ActorMode.NATIVE)),
                "OpenFL would resume from it, and not train at all if it was finished.");
    }

    @Test
    void what_an_earlier_run_left_does_not_matter_to_a_plan_without_checkpoints() throws IOException {
        earlierRun("three-rounds.db");
        String without = plan().replace("    rounds_to_train", "    persist_checkpoint: false\n    rounds_to_train");
        engine.withImage(
                        IMAGE,
                        Instant.EPOCH,
                        Map.of(ImageLabels.PLAN, digest(without), ImageLabels.WORKSPACE, "flowers"))
                .withFile("/workspace/plan/plan.yaml", without);
        engine.ending("aggregator", 0);

        assertThat(run(aggregator(ActorMode.NATIVE))).isZero();
    }
}
