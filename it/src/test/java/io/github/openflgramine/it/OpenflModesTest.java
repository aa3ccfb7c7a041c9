package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The modes of OpenFL in docs/openfl.md, each in a federation in strict mode. */
@Tag("heavy")
final class OpenflModesTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(OpenflModesTest.class);
    private static final Path WORKSPACE = DIRECTORY.resolve("modes");
    private static final String IMAGE = "modes:1.0.0-SNAPSHOT-direct";
    private static final String STRICT = "modes:strict";
    private static final String PIPELINE = "openfl.pipelines.NoCompressionPipeline\n  settings: {}";
    private static final String METRICS = "      metrics: [loss]";
    private static final String FUNCTION =
            METRICS + "\n    aggregation_type: {template: openfl.interface.aggregation_functions.";
    private static final String POLICY = "openfl.component.WaitForAllPolicy\n  settings: {}";
    private static final String NETWORK = """
            use_tls: true
                require_client_auth: true
                client_reconnect_interval: 2
                enable_atomic_connections: false
                transport_protocol: grpc""";
    private static final String STRAGGLERS = "openfl.component.aggregator.straggler_handling.";

    @BeforeAll
    static void generate() {
        MavenBuild.generate(DIRECTORY, "modes", "numpy");
    }

    @AfterAll
    static void remove() {
        Docker.remove(
                STRICT,
                IMAGE,
                IMAGE.replace("-direct", "-first"),
                IMAGE.replace("-direct", "-federation-direct"),
                IMAGE.replace("-direct", "-federation-first"));
    }

    static Stream<Arguments> modes() {
        return Stream.of(
                Arguments.of("KC", PIPELINE, "openfl.pipelines.KCPipeline\n  settings: {n_clusters: 6}"),
                Arguments.of(
                        "SKC", PIPELINE, "openfl.pipelines.SKCPipeline\n  settings: {n_clusters: 6, p_sparsity: 0.5}"),
                Arguments.of("STC", PIPELINE, "openfl.pipelines.STCPipeline\n  settings: {p_sparsity: 0.5}"),
                Arguments.of("random shift", PIPELINE, "openfl.pipelines.RandomShiftPipeline\n  settings: {}"),
                Arguments.of("median", METRICS, FUNCTION + "Median}"),
                Arguments.of("geometric median", METRICS, FUNCTION + "GeometricMedian}"),
                Arguments.of("FedCurv", METRICS, FUNCTION + "FedCurvWeightedAverage}"),
                Arguments.of("deltas", "use_delta_updates: false", "use_delta_updates: true"),
                Arguments.of(
                        "REST without TLS",
                        NETWORK,
                        NETWORK.replace("use_tls: true", "use_tls: false").replace("grpc", "rest")),
                Arguments.of(
                        "percentage",
                        POLICY,
                        STRAGGLERS + "PercentagePolicy\n  settings: {percent_collaborators_needed: 1.0}"),
                Arguments.of(
                        "cutoff", POLICY, STRAGGLERS + "CutoffTimePolicy\n  settings: {straggler_cutoff_time: 300}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modes")
    void a_federation_trains_with(String mode, String that, String thisOne) throws IOException {
        WorkspaceCopy workspace = with(that, thisOne);
        build(workspace);
        federation(workspace, MavenBuild.in(workspace.root()));
        assertThat(Rounds.of(workspace.root()).last("aggregated_model_validation/accuracy"))
                .as(mode)
                .isGreaterThan(0.7);
    }

    @Test
    void secure_aggregation_trains_with_the_package_that_the_build_adds() throws Exception {
        WorkspaceCopy workspace = with("write_logs: true", "secure_aggregation: true\n    write_logs: true");
        Path wheels = Files.createDirectories(DIRECTORY.resolve("wheels"));
        Wheels.downloadAlone(wheels, "pycryptodome==4.4.0");
        build(workspace, Map.of("gramine.wheelhouse", wheels.toString()));
        federation(workspace, MavenBuild.in(workspace.root()));
        assertThat(Rounds.of(workspace.root()).last("aggregated_model_validation/accuracy"))
                .isGreaterThan(0.7);
    }

    @Test
    void differential_privacy_of_the_manual_trains() throws IOException {
        Matcher code = Pattern.compile("## Differential privacy.*?```python\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/openfl.md")));
        assertThat(code.find()).isTrue();
        WorkspaceCopy workspace = with(
                "src.taskrunner.SoftmaxRegression\n  settings:\n",
                "src.taskrunner.PrivateRegression\n  settings:\n    clip: 2.0\n    noise: 0.02\n");
        workspace.with(
                "src/taskrunner.py",
                Files.readString(workspace.root().resolve("src/taskrunner.py")) + "\n\n" + code.group(1));
        build(workspace);
        federation(workspace, MavenBuild.in(workspace.root()));
        assertThat(Rounds.of(workspace.root()).last("aggregated_model_validation/accuracy"))
                .isGreaterThan(0.7);
    }

    @Test
    void a_trained_model_is_the_initial_one_of_an_evaluation() throws IOException {
        WorkspaceCopy workspace = WorkspaceCopy.of(WORKSPACE, DIRECTORY);
        build(workspace);
        federation(workspace, MavenBuild.in(workspace.root()));
        double trained = Rounds.of(workspace.root()).last("aggregated_model_validation/accuracy");
        Path model = Files.copy(
                workspace.root().resolve("target/federation/aggregator/save/modes_last.pbuf"),
                workspace.root().resolve("trained.pbuf"));

        MavenBuild.in(workspace.root())
                .with("openfl.initialModel", model.toString())
                .with("openfl.aggregator", "localhost")
                .run("openfl-gramine:plan-initialize")
                .assertSuccess();
        MavenResult result = MavenBuild.in(workspace.root())
                .with("openfl.mode", "direct")
                .with("openfl.taskGroup", "evaluation")
                .run("openfl-gramine:federation");

        result.assertSuccess();
        assertThat(result.text())
                .contains("The federation evaluated the initial model; it trained none.", "rounds: 1,");
        Rounds rounds = Rounds.of(workspace.root());
        assertThat(rounds.lines()).hasSize(1);
        assertThat(rounds.last("aggregated_model_validation/accuracy")).isEqualTo(trained);
    }

    @Test
    void a_federation_without_progress_ends_with_the_last_lines_of_its_actors() throws IOException {
        WorkspaceCopy workspace = WorkspaceCopy.of(WORKSPACE, DIRECTORY);
        Path runner = workspace.root().resolve("src/taskrunner.py");
        workspace.with(
                "src/taskrunner.py",
                Files.readString(runner)
                        .replace(
                                "        return {\"loss\": np.mean(losses)}", "        import time; time.sleep(3600)"));
        build(workspace);

        MavenResult result = MavenBuild.in(workspace.root())
                .with("openfl.mode", "direct")
                .with("openfl.federationTimeout", "40")
                .run("openfl-gramine:federation");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains(
                        "The federation made no progress for 40 seconds", "    aggregator:", "    col1:", "    col2:");
    }

    @Test
    void tensorboard_s_event_files_are_written_where_the_environment_asks_for_them() throws IOException {
        WorkspaceCopy workspace = WorkspaceCopy.of(WORKSPACE, DIRECTORY);
        MavenBuild.in(workspace.root())
                .with("openfl.aggregator", "localhost")
                .with("gramine.environment", "TENSORBOARD=1")
                .run("openfl-gramine:plan-initialize", "package")
                .assertSuccess();
        federation(workspace, MavenBuild.in(workspace.root()));

        Path logs = workspace.root().resolve("target/federation/aggregator/logs/aggregator_tensorboard");
        try (Stream<Path> files = Files.list(logs)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .singleElement()
                    .asString()
                    .startsWith("events.out.tfevents.");
        }
    }

    @Test
    void an_environment_and_a_workspace_without_data_files() throws IOException {
        WorkspaceCopy workspace = WorkspaceCopy.of(WORKSPACE, DIRECTORY);
        Path loader = workspace.root().resolve("src/dataloader.py");
        workspace
                .with(
                        "src/dataloader.py",
                        Files.readString(loader)
                                        .replace(
                                                "read_flowers(dataset.find(**source), self.feature_count, self.species)",
                                                "made()")
                                + """


                                def made():
                                    import time
                                    from sklearn.datasets import load_iris
                                    print("ZONE", time.tzname, time.localtime(0).tm_hour)
                                    flowers = load_iris()
                                    return flowers.data, flowers.target
                                """)
                .without("data/iris.csv");
        MavenBuild.in(workspace.root())
                .with("openfl.aggregator", "localhost")
                .with("gramine.environment", "TZ=CET-1CEST,M3.5.0,M10.5.0/3")
                .run("openfl-gramine:plan-initialize", "package")
                .assertSuccess();
        MavenResult result = federation(workspace, MavenBuild.in(workspace.root()));
        assertThat(result.text()).contains("There is no data in");
        assertThat(workspace.root().resolve("target/federation/col1/output.log"))
                .content()
                .contains("ZONE ('CET', 'CEST') 1");
    }

    private static WorkspaceCopy with(String that, String thisOne) throws IOException {
        String plan = Files.readString(WORKSPACE.resolve("plan/plan.yaml"));
        assertThat(plan).contains(that);
        return WorkspaceCopy.of(WORKSPACE, DIRECTORY).with("plan/plan.yaml", plan.replace(that, thisOne));
    }

    private static void build(WorkspaceCopy workspace) {
        build(workspace, Map.of());
    }

    private static void build(WorkspaceCopy workspace, Map<String, String> properties) {
        MavenBuild build = MavenBuild.in(workspace.root())
                .with("openfl.aggregator", "localhost")
                .with("gramine.save", "false");
        properties.forEach(build::with);
        build.run("openfl-gramine:plan-initialize", "install").assertSuccess();
    }

    private static MavenResult federation(WorkspaceCopy workspace, MavenBuild build) throws IOException {
        StrictMode.image(IMAGE, STRICT);
        MavenResult result = workspace.run(
                build.with("openfl.mode", "direct").with("openfl.image", Docker.id(STRICT)),
                "openfl-gramine:federation");
        result.assertSuccess();
        return result;
    }
}
