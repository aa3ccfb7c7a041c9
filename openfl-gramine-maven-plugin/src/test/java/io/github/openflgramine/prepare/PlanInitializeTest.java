package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanInitializeTest {

    private static final String PLAN = """
            aggregator:
              settings:
                init_state_path: save/demo_init.pbuf
                best_state_path: save/demo_best.pbuf
                last_state_path: save/demo_last.pbuf
                rounds_to_train: 1
            network:
              settings:
                agg_addr: auto
                agg_port: 50123
            """;

    @TempDir
    private Path root;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine =
            new FakeEngine().withFile("openfl-gramine-plan-initialize/save/demo_init.pbuf", "model");

    @BeforeEach
    void workspace() {
        TestWorkspace.in(root).file("plan/plan.yaml", PLAN);
    }

    @Test
    void the_model_is_written_before_the_plan() throws IOException {
        engine.ending("plan", 0);

        initialize();

        assertThat(root.resolve("save/demo_init.pbuf")).hasContent("model");
        assertThat(root.resolve("plan/plan.yaml")).hasContent(PLAN.replace("auto", "agg.example.org"));
        assertThat(said)
                .containsSubsequence(
                        "Wrote " + root.resolve("save/demo_init.pbuf"), "Wrote " + root.resolve("plan/plan.yaml"));
    }

    @Test
    void where_the_model_cannot_be_written_the_plan_stays_as_it_was() {
        engine.ending("plan", 0);
        TestWorkspace.in(root).file("plan/plan.yaml", PLAN).file("save", "in the way");

        assertThatThrownBy(this::initialize).isInstanceOf(IOException.class);

        assertThat(root.resolve("plan/plan.yaml")).hasContent(PLAN);
    }

    @Test
    void where_openfl_fails_nothing_is_written() {
        engine.ending("plan", 1);

        assertThatThrownBy(this::initialize).hasMessageContaining("fx plan initialize ended with status 1");

        assertThat(root.resolve("plan/plan.yaml")).hasContent(PLAN);
        assertThat(root.resolve("save")).doesNotExist();
    }

    @Test
    void a_model_of_other_code_is_refused_in_its_own_words() throws IOException {
        Path model = Files.writeString(root.resolve("other.npz"), "model");
        engine.saying("a line before")
                .saying("openfl-gramine: the given model has tensors of another shape: bias (2,) instead of (3,)")
                .ending("from_model.py", 3);

        assertThatThrownBy(() -> initialize(Optional.of(model)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("openfl.initialModel: the given model has tensors of another shape:"
                        + " bias (2,) instead of (3,). Give a model that")
                .hasMessageNotContaining("Its last lines");

        assertThat(root.resolve("plan/plan.yaml")).hasContent(PLAN);
        assertThat(root.resolve("save")).doesNotExist();
    }

    private void initialize() throws IOException {
        initialize(Optional.empty());
    }

    private void initialize(Optional<Path> model) throws IOException {
        new PlanInitialize(engine, () -> "demo:first", new BuildLog(said::add, said::add))
                .initialize(new PlanInitialize.Request(
                        TestWorkspace.in(root).file("plan/plan.yaml", PLAN).open(),
                        Optional.of("agg.example.org"),
                        OptionalInt.empty(),
                        model,
                        Duration.ofMinutes(1)));
    }
}
