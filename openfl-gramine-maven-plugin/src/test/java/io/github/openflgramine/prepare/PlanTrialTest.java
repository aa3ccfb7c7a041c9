package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.OpenedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTrialTest {

    private static final Plan PLAN = Plan.parse(Path.of("plan/plan.yaml"), """
            aggregator:
              settings: {rounds_to_train: 1}
            network:
              settings: {agg_addr: localhost}
            tasks:
              train:
                function: train_tsk
            """);

    @TempDir
    private Path cache;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine().withImage("demo:first", Instant.EPOCH, Map.of());

    @Test
    void everything_that_is_wrong_is_told_at_once_with_its_line() {
        findings(finding("[\"tasks\", \"train\", \"function\"]", "no train_tsk", true)
                + ","
                + finding("[\"network\", \"settings\", \"x\"]", "ignored", true));

        assertThatThrownBy(this::require)
                .hasMessageContaining("OpenFL could not run this plan. To correct: 2")
                .hasMessageContaining("plan/plan.yaml line 7, tasks.train.function: no train_tsk\n        Do it.")
                .hasMessageContaining("plan/plan.yaml line 4, network.settings.x: ignored")
                .hasMessageContaining("-Dopenfl.tryPlan=false");
    }

    @Test
    void what_could_not_be_tried_is_a_warning() throws IOException {
        findings(finding("[\"data_loader\"]", "needs data", false));

        require();

        assertThat(said).contains("plan/plan.yaml, data_loader: needs data Do it.");
    }

    @Test
    void an_image_is_tried_once_unless_something_was_wrong() throws IOException {
        findings("");
        OpenedFiles opened = require();
        assertThat(require()).isEqualTo(opened);
        assertThat(opened)
                .isEqualTo(new OpenedFiles(
                        new TreeMap<>(Map.of(ImagePath.of("/usr/lib/libz.so.1"), new OpenedFiles.Library(5, 9))),
                        2,
                        7));
        assertThat(engine.requests).hasSize(1);

        findings(finding("[]", "unreadable", true));
        engine.withImage("demo:first", Instant.EPOCH, Map.of());
        assertThatThrownBy(this::require).hasMessageContaining("plan/plan.yaml: unreadable");
        assertThatThrownBy(this::require).hasMessageContaining("unreadable");
        assertThat(engine.requests).hasSize(3);
    }

    @Test
    void a_program_that_fails_is_not_a_plan_without_mistakes() {
        engine.ending("/openfl-gramine-plan/construct.py", 1);

        assertThatThrownBy(this::require).hasMessageContaining("Constructing what the plan names ended with status 1");
    }

    private void findings(String entries) {
        engine.ending("/openfl-gramine-plan/construct.py", 0, 0)
                .withFile(
                        "openfl-gramine-plan/findings.json",
                        "{\"findings\": [" + entries
                                + "], \"opened\": {\"libraries\": {\"/usr/lib/libz.so.1\": {\"bytes\": 5, \"mapped\": 9}},"
                                + " \"files\": 2, \"bytes\": 7}}");
    }

    private static String finding(String keys, String problem, boolean error) {
        return "{\"keys\": %s, \"problem\": \"%s\", \"remedy\": \"Do it.\", \"error\": %s}"
                .formatted(keys, problem, error);
    }

    private OpenedFiles require() throws IOException {
        return new PlanTrial(engine, cache, new BuildLog(said::add, said::add))
                .require("demo:first", PLAN, Duration.ofMinutes(1));
    }
}
