package io.github.openflgramine.adopt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdoptTest {

    private static final String FOUND = """
            [{"file": "src/a.py", "line": 3, "problem": "this needs a GPU; an enclave has none.", "remedy": "Keep it on the CPU."}]
            """;

    @TempDir
    private Path parent;

    private Path root;
    private TestWorkspace workspace;
    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine()
            .withImage("base:1", Instant.EPOCH, Map.of())
            .withFile("/openfl-gramine-adopt/findings.json", "[]")
            .ending("/openfl-gramine-adopt", 0);

    @BeforeEach
    void a_workspace_as_fx_makes_it() {
        root = parent.resolve("flowers");
        workspace = TestWorkspace.in(root);
    }

    @Test
    void what_is_missing_is_added() throws IOException {
        assertThat(adopt().summary().get("added")).isEqualTo(List.of(".gitignore", ".mvn/jvm.config", "pom.xml"));

        assertThat(root.resolve("pom.xml"))
                .content()
                .contains(
                        "<artifactId>flowers</artifactId>",
                        "<groupId>org.example</groupId>",
                        "<packaging>openfl-workspace</packaging>",
                        "<gramine.enclaveSize>4G</gramine.enclaveSize>")
                .doesNotContain("@", "${artifactId}", "${groupId}", "${version}");
        assertThat(root.resolve(".gitignore")).content().contains("*.key\n");
        assertThat(said).contains("Nothing was found that would not run in an enclave.");
    }

    @Test
    void what_is_there_is_not_touched() throws IOException {
        workspace.file("pom.xml", "own").file(".gitignore", "own").file(".mvn/jvm.config", "own");
        List<String> before = contents();

        adopt();

        assertThat(contents()).isEqualTo(before);
        assertThat(said).contains(root + " has all files that it needs; none was added or changed.");
    }

    @Test
    void a_workspace_that_needs_a_framework_gets_a_larger_enclave() throws IOException {
        workspace.file("requirements.txt", "torch==2.7.0\n");

        adopt();

        assertThat(root.resolve("pom.xml")).content().contains("<gramine.enclaveSize>8G<");
    }

    @Test
    void plan_requirements_and_code_are_told_in_one_run() throws IOException {
        workspace
                .file("plan/plan.yaml", TestWorkspace.PLAN.replace("agg_port: auto", "agg_port: auto, tls: true"))
                .file(
                        "requirements.txt",
                        "--index-url https://download.pytorch.org/whl/cu118\nopenfl==1.5\nboto3\nxgboost\nmodin[all]\n");
        engine.withFile("/openfl-gramine-adopt/findings.json", FOUND);

        JsonNode result = ResultSchema.printed("adopt", adopt().summary());

        assertThat(result.get("findings").findValuesAsText("place"))
                .containsExactly(
                        "plan/plan.yaml line 4",
                        "requirements.txt line 1",
                        "requirements.txt line 2",
                        "requirements.txt line 3",
                        "requirements.txt line 5",
                        "requirements.txt line 4",
                        "src/a.py line 3");
        assertThat(result.get("code_seen").asBoolean()).isTrue();
        assertThat(said)
                .containsSubsequence(
                        "To change before this workspace runs in an enclave: 7",
                        "  requirements.txt line 4",
                        "      PyPI's xgboost includes GPU support.",
                        "      Use xgboost-cpu, the same package for CPUs only.",
                        "  src/a.py line 3",
                        "      this needs a GPU; an enclave has none.",
                        "      Keep it on the CPU.");
    }

    @Test
    void a_workspace_of_openfl_1_5_is_told_all_that_has_to_change_in_one_run() throws IOException {
        workspace.file("plan/plan.yaml", """
                aggregator:
                  template: openfl.component.Aggregator
                  settings:
                    init_state_path: save/flowers_init.pbuf
                    best_state_path: save/flowers_best.pbuf
                    last_state_path: save/flowers_last.pbuf
                    rounds_to_train: 10
                    log_metric_callback: {template: src.metrics.write_metric}
                collaborator:
                  template: openfl.component.Collaborator
                  settings: {delta_updates: false, opt_treatment: RESET}
                network:
                  settings:
                    agg_addr: localhost
                    agg_port: 50123
                    tls: true
                    disable_client_auth: false
                straggler_handling_policy:
                  template: openfl.component.straggler_handling_functions.CutoffTimeBasedStragglerHandling
                  settings: {straggler_cutoff_time: 20}
                tasks:
                  aggregated_model_validation: {function: validate, kwargs: {apply: global}}
                  train: {function: train_batches, kwargs: {metrics: [loss]}}
                """).file("requirements.txt", "openfl==1.5\ntorch==1.13.1\n");
        engine.withFile("/openfl-gramine-adopt/findings.json", FOUND);

        JsonNode result = ResultSchema.printed("adopt", adopt().summary());

        assertThat(result.get("findings").findValuesAsText("place"))
                .containsExactlyInAnyOrder(
                        "plan/plan.yaml line 8",
                        "plan/plan.yaml line 11",
                        "plan/plan.yaml line 16",
                        "plan/plan.yaml line 17",
                        "plan/plan.yaml line 19",
                        "plan/plan.yaml line 22",
                        "plan/plan.yaml line 23",
                        "requirements.txt line 1",
                        "requirements.txt line 2",
                        "src/a.py line 3");
        assertThat(result.get("findings").findValuesAsText("remedy"))
                .contains(
                        "Write use_delta_updates with the same value.",
                        "Write use_tls with the same value.",
                        "Write require_client_auth with the opposite value.",
                        "Write openfl.component.aggregator.straggler_handling.CutoffTimePolicy.");
    }

    @Test
    void without_an_engine_it_says_that_the_code_was_not_looked_at() throws IOException {
        Adopted adopted = new Adopt(
                        () -> {
                            throw new GraminizeException("No engine answers.", "Start it.");
                        },
                        log())
                .adopt(request());

        assertThat(adopted.codeSeen()).isFalse();
        assertThat(said)
                .contains(
                        "The code in src/ was not looked at: No engine answers. Start it. (mvn install looks at it, too.)");
    }

    @Test
    void without_the_image_or_python_in_it_it_says_the_same() throws IOException {
        engine.ending("/openfl-gramine-adopt", 127);
        adopt();
        engine.removeImage("base:1");
        adopt();

        assertThat(said)
                .anyMatch(line -> line.startsWith(
                        "The code in src/ was not looked at: python3 of the image base:1 ended with status 127."))
                .anyMatch(line -> line.contains("does not have the image base:1. docker pull base:1"));
    }

    @Test
    void a_plan_or_requirements_that_cannot_be_read_are_findings() throws IOException {
        workspace.file("plan/plan.yaml", "aggregator: []\n").file("requirements.txt", "numpy ==\n");

        assertThat(adopt().findings()).extracting(Finding::place).containsExactly("plan/plan.yaml", "requirements.txt");
    }

    @Test
    void a_directory_that_is_no_workspace_is_refused_and_left_alone() throws IOException {
        Files.delete(root.resolve("plan/plan.yaml"));
        assertRefused("is not a workspace of OpenFL's task runner API: it has no plan/plan.yaml.");

        workspace.file("plan/plan.yaml", "aggregator: {}\nfederated_flow:\n  template: src.flow.Flow\n");
        assertRefused("is for OpenFL's workflow API (openfl.experimental)");

        TestWorkspace.in(root);
        Files.delete(root.resolve("src/taskrunner.py"));
        Files.delete(root.resolve("src"));
        assertRefused("has no src/, the directory of Python code.");
    }

    @Test
    void a_directory_whose_name_no_image_can_have_needs_another_name() throws IOException {
        root = parent.resolve("My Flowers.v2");
        TestWorkspace.in(root);
        assertRefused("The directory's name My Flowers.v2 cannot name a Docker image");

        Adopted adopted =
                new Adopt(() -> engine, log()).adopt(new Adopt.Request(root, Optional.of("my-flowers"), "base:1"));
        assertThat(adopted.name()).isEqualTo("my-flowers");
        assertThat(root.resolve("pom.xml")).content().contains("<artifactId>my-flowers</artifactId>");
    }

    private void assertRefused(String words) throws IOException {
        List<String> before = contents();
        assertThatThrownBy(this::adopt).isInstanceOf(GraminizeException.class).hasMessageContaining(words);
        assertThat(contents()).isEqualTo(before);
    }

    private Adopted adopt() throws IOException {
        return new Adopt(() -> engine, log()).adopt(request());
    }

    private Adopt.Request request() {
        return new Adopt.Request(root, Optional.empty(), "base:1");
    }

    private BuildLog log() {
        return new BuildLog(said::add, said::add);
    }

    private List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.add(file + ": " + Files.readString(file));
            }
        }
        return contents;
    }
}
