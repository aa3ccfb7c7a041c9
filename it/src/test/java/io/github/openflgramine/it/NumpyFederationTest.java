package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** From the archetype to a federation that trains with the signed image, following the README step by step. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NumpyFederationTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(NumpyFederationTest.class);
    private static final Path WORKSPACE = DIRECTORY.resolve("my-experiment");
    private static final Path KEY = DIRECTORY.resolve("signing-key.pem");

    private static final String LABEL =
            "label=io.github.openfl-gramine.federation=" + WORKSPACE.resolve("target/federation");

    private static final String IMAGE = "my-experiment:1.0.0-SNAPSHOT";
    private static final String STRICT = "my-experiment:strict";

    /** Limits of the lean trusted list for the smallest workspace. */
    private static final int MOST_TRUSTED_FILES = 3970;

    private static final int LARGEST_MANIFEST = 810_000;

    /** The libraries that an actor of the smallest workspace may open. Gramine hashes each byte of them four times. */
    static final double MOST_MEGABYTES_OF_LIBRARIES = 90;

    private static List<String> measurements = List.of();
    private static double expectedMegabytes;

    @AfterAll
    static void remove_images() {
        Docker.remove(IMAGE, IMAGE + "-first", IMAGE + "-federation", IMAGE + "-federation-first");
        Docker.remove(STRICT, "my-experiment:denied-direct", "my-experiment:denied-first");
    }

    @Test
    @Order(1)
    void a_workspace_needs_only_a_name() {
        assertThat(MavenBuild.generate(DIRECTORY, "my-experiment", "numpy")).isEqualTo(WORKSPACE);
        assertThat(WORKSPACE.resolve("plan/plan.yaml")).exists();
    }

    @Test
    @Order(2)
    void generate_key_makes_a_key_that_only_its_owner_can_read() throws IOException {
        maven().run("openfl-gramine:generate-key").assertSuccess();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(KEY)))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(3)
    void workspace_certify_makes_the_authority() {
        maven().run("openfl-gramine:workspace-certify").assertSuccess();
        assertThat(WORKSPACE.resolve("cert/cert_chain.crt")).exists();
    }

    @Test
    @Order(4)
    void plan_initialize_makes_the_initial_model_without_python_on_this_machine() throws IOException {
        maven().run("openfl-gramine:plan-initialize").assertSuccess();
        assertThat(WORKSPACE.resolve("save/my-experiment_init.pbuf")).isNotEmptyFile();
        assertThat(Files.readString(WORKSPACE.resolve("plan/plan.yaml"))).contains("agg_addr: localhost");
    }

    @Test
    @Order(5)
    void install_makes_a_signed_image_and_attaches_what_a_receiver_needs() throws IOException {
        MavenResult result = maven().run("install");
        result.assertSuccess();
        assertThat(result.text()).doesNotContain("may be needed at run time but");
        measurements = mrenclaves();
        expectedMegabytes = StrictMode.expectedMegabytes(result);
        String summary = result.text().substring(result.text().indexOf("[INFO] my-experiment 1.0.0-SNAPSHOT"));
        assertThat(summary)
                .containsSubsequence(
                        "image ",
                        "archive ",
                        "my-experiment.tar.gz (",
                        " for this version",
                        "insecure settings  ",
                        "mvn openfl-gramine:federation",
                        "BUILD SUCCESS");
        assertThat(measurements).hasSize(2).doesNotHaveDuplicates();
        Path installed = Path.of(MavenBuild.setting("it.repository"), "org/example/my-experiment/1.0.0-SNAPSHOT");
        for (String artifact : List.of(
                ".zip",
                ".pom",
                "-image.tar.gz",
                "-measurements.json",
                "-aggregator-manifest.manifest.sgx",
                "-aggregator-sig.sig",
                "-collaborator-manifest.manifest.sgx",
                "-collaborator-sig.sig")) {
            assertThat(installed.resolve("my-experiment-1.0.0-SNAPSHOT" + artifact))
                    .isNotEmptyFile();
        }
    }

    @Test
    @Order(6)
    void the_list_of_trusted_files_is_short() throws IOException {
        for (String role : List.of("aggregator", "collaborator")) {
            Path manifest = WORKSPACE.resolve("target/openfl-gramine/" + role + ".manifest.sgx");
            assertThat(Files.size(manifest)).isLessThan(LARGEST_MANIFEST);
            assertThat(Files.readString(manifest).split("sha256 = ", -1)).hasSizeLessThan(MOST_TRUSTED_FILES);
        }
    }

    @Test
    @Order(6)
    void the_host_gives_neither_the_chain_nor_the_initial_model() throws IOException {
        String aggregator = Files.readString(WORKSPACE.resolve("target/openfl-gramine/aggregator.manifest.sgx"));
        String collaborator = Files.readString(WORKSPACE.resolve("target/openfl-gramine/collaborator.manifest.sgx"));
        assertThat(aggregator)
                .contains(
                        "uri = \"file:/workspace/cert/cert_chain.crt\"", "uri = \"file:/opt/openfl-gramine/init.pbuf\"")
                .doesNotContain("\"file:/workspace/cert/\"", "\"file:/workspace/cert/client/\"");
        assertThat(collaborator)
                .contains("uri = \"file:/workspace/cert/cert_chain.crt\"")
                .doesNotContain("\"file:/workspace/cert/\"", "\"file:/workspace/cert/server/\"", "init.pbuf");
    }

    @Test
    @Order(6)
    void no_pyc_of_the_image_depends_on_a_file_s_time() {
        assertThat(Docker.run("run", "--rm", "--network", "none", "--entrypoint", "python3", IMAGE, "-I", "-c", """
                import pathlib
                tops = map(pathlib.Path, ("/etc", "/opt", "/usr", "/var", "/workspace"))
                headers = [path.read_bytes()[4:8] for top in tops for path in top.rglob("*.pyc")]
                print(len(headers) > 3000, set(headers))
                """))
                .containsExactly("True {b'\\x01\\x00\\x00\\x00'}");
    }

    @Test
    @Order(6)
    void an_actor_tries_to_write_no_pyc() {
        // No certificate is mounted, so OpenFL fails, but only after all imports.
        assertThat(Docker.run(
                        "run",
                        "--rm",
                        "--network",
                        "none",
                        "--security-opt",
                        "seccomp=unconfined",
                        "--env",
                        "GRAMINE_EXECUTABLE=native",
                        "--entrypoint",
                        "sh",
                        IMAGE,
                        "-c",
                        "echo 'collaborators: [col1]' > plan/cols.yaml;"
                                + " strace -f -qq -o /tmp/trace -e trace=open,openat,creat,mkdir,mkdirat,rename,unlink"
                                + " /opt/openfl-gramine/start aggregator start > /dev/null 2>&1;"
                                + " grep -c 'cpython-[0-9]*.pyc.*O_RDONLY' /tmp/trace;"
                                + " grep '__pycache__' /tmp/trace | grep -v O_RDONLY; true"))
                .hasSize(1)
                .allSatisfy(opened -> assertThat(Integer.parseInt(opened)).isGreaterThan(500));
    }

    @Test
    @Order(6)
    void a_usage_error_the_rest_transport_and_sample_data_open_no_file_that_gramine_would_deny() {
        assertThat(StrictMode.run(IMAGE, """
                import sys
                sys.path.insert(0, "/workspace")
                sys.argv = ["fx", "aggregator", "start", "--nonsense"]
                from openfl.interface.cli import entry
                try:
                    entry()
                except SystemExit as end:
                    print("status", end.code)
                import openfl.transport.rest.aggregator_client, openfl.transport.rest.aggregator_server
                import requests
                requests.utils.get_netrc_auth("https://aggregator.example.org")
                from sklearn import datasets
                for load in ("iris", "digits", "wine", "breast_cancer", "diabetes", "linnerud"):
                    print(load, len(getattr(datasets, "load_" + load)().data))
                """))
                .contains(
                        "Error: No such option '--nonsense'.",
                        "status 2",
                        "iris 150",
                        "linnerud 20",
                        StrictMode.PASSED);
    }

    @Test
    @Order(7)
    void three_rounds_of_two_collaborators_reach_an_accuracy_over_nine_tenths() throws IOException {
        StrictMode.image(IMAGE, STRICT);
        MavenResult result = StrictMode.federation(maven(), STRICT);
        assertThat(StrictMode.libraryMegabytes(result))
                .hasSize(3)
                .allSatisfy(megabytes -> assertThat(megabytes).isLessThan(MOST_MEGABYTES_OF_LIBRARIES));
        assertThat(StrictMode.hashedMegabytes(result))
                .as("what the build said, and what the stand-in counted")
                .allSatisfy(megabytes -> assertThat(megabytes).isCloseTo(expectedMegabytes, withinPercentage(10)));
        assertThat(result.text()).contains("NO GRAMINE: stand-in, no protection");
        assertThat(Rounds.of(WORKSPACE).last("aggregated_model_validation/accuracy"))
                .isGreaterThan(0.9);
        assertThat(WORKSPACE.resolve("target/federation/aggregator/save/my-experiment_last.pbuf"))
                .isNotEmptyFile();
        assertThat(Docker.run("ps", "--all", "--quiet", "--filter", LABEL)).isEmpty();
    }

    @Test
    @Order(7)
    void the_trained_model_is_loaded_by_a_python_without_openfl() throws IOException {
        maven().run("openfl-gramine:model-save").assertSuccess();
        maven().with("openfl.modelFormat", "tensors")
                .with("openfl.model", "last")
                .run("openfl-gramine:model-save")
                .assertSuccess();

        assertThat(Docker.run(
                        "run",
                        "--rm",
                        "--network=none",
                        "--volume=" + WORKSPACE.resolve("target/model") + ":/model:ro",
                        "--workdir=/model",
                        "--entrypoint=python3",
                        MavenBuild.setting("it.baseImage"),
                        "-I",
                        "-c",
                        """
                        import json, sys
                        sys.modules["openfl"] = None
                        import numpy as np
                        for name in ("my-experiment_best.npz", "my-experiment_last.npz"):
                            model = np.load(name, allow_pickle=False)
                            record = json.load(open(name + ".json"))
                            print(sorted(model), model["weights"].shape, model["weights"].dtype, record["run"]["mode"],
                                "mrenclave" in record["run"], record["metrics"]["aggregated_model_validation/accuracy"] > 0.9)
                        """))
                .containsExactly(
                        "['bias', 'weights'] (4, 3) float32 direct False True",
                        "['bias', 'weights'] (4, 3) float32 direct False True");
    }

    @Test
    @Order(7)
    void a_federation_can_begin_with_the_saved_model_but_not_with_one_of_another_plan() throws IOException {
        String plan = Files.readString(WORKSPACE.resolve("plan/plan.yaml"));
        WorkspaceCopy copy =
                WorkspaceCopy.of(WORKSPACE, DIRECTORY).with("plan/plan.yaml", plan.replace(", virginica]", "]"));

        assertThat(plan).contains(", virginica]");
        MavenResult other = begun(copy, "best");
        assertThat(other.exitCode()).isNotZero();
        assertThat(other.text())
                .contains(
                        "openfl.initialModel: the given model has tensors of another shape: bias (3,) instead of (2,),"
                                + " weights (4, 3) instead of (4, 2).")
                .doesNotContain("Its last lines");

        copy.with("plan/plan.yaml", plan);
        begun(copy, "last").assertSuccess();
        assertThat(new Fx(DIRECTORY)
                        .python(
                                "-c",
                                """
                                import sys, numpy
                                initial = open(sys.argv[1], "rb").read()
                                model = numpy.load(sys.argv[2], allow_pickle=False)
                                print(sorted(name for name in model if model[name].tobytes() in initial))
                                """,
                                DIRECTORY
                                        .relativize(copy.root())
                                        .resolve("save/my-experiment_init.pbuf")
                                        .toString(),
                                "my-experiment/target/model/my-experiment_last.npz"))
                .containsExactly("['bias', 'weights']");
    }

    /** Initializes the copy's plan with the model that was saved from the workspace. */
    private static MavenResult begun(WorkspaceCopy copy, String model) {
        return MavenBuild.in(copy.root())
                .with("openfl.aggregator", "localhost")
                .with(
                        "openfl.initialModel",
                        WORKSPACE
                                .resolve("target/model/my-experiment_" + model + ".npz")
                                .toString())
                .run("openfl-gramine:plan-initialize");
    }

    @Test
    @Order(8)
    void other_rounds_and_more_hospitals_run_from_a_temporary_image_in_mode_sgx_with_a_device_of_the_tests_own()
            throws IOException {
        MavenResult result = maven().with("openfl.mode", "sgx")
                .with("openfl.sgxDevice", "/dev/null")
                .with("openfl.rounds", "1")
                .with("openfl.collaborators", "3")
                .run("openfl-gramine:federation");
        result.assertSuccess();
        assertThat(result.text())
                .contains("my-experiment:1.0.0-SNAPSHOT-federation")
                .contains("Federation of col1, col2, col3, rounds: 1, mode sgx");
        assertThat(Rounds.of(WORKSPACE).lines()).hasSize(1);
        assertThat(mrenclaves()).as("the project's own measurements").isEqualTo(measurements);

        maven().with("openfl.modelFormat", "tensors")
                .with("openfl.model", "last")
                .run("openfl-gramine:model-save")
                .assertSuccess();
        assertThat(mrenclavesOf("target/model/my-experiment_last.npz.json"))
                .as("the aggregator of the temporary image")
                .containsExactly(mrenclavesOf("target/openfl-gramine-federation/measurements.json")
                        .get(0));
    }

    @Test
    @Order(9)
    void mode_native_runs_without_gramine_and_a_collaborator_that_is_killed_joins_again() throws Exception {
        CompletableFuture<MavenResult> federation =
                CompletableFuture.supplyAsync(() -> maven().with("openfl.mode", "native")
                        .with("openfl.restarts", "1")
                        .run("openfl-gramine:federation"));
        Path rounds = WORKSPACE.resolve("target/federation/aggregator/logs/aggregator_metrics.txt");
        Waiting.until(() -> !running("collaborator start -n col2").isEmpty());
        Waiting.until(() -> Files.exists(rounds));
        Docker.run("kill", running("collaborator start -n col2").get(0));

        MavenResult result = Waiting.end(federation);
        result.assertSuccess();
        assertThat(result.text())
                .doesNotContain("NO GRAMINE: stand-in")
                .contains("col2 ended with status 137; restarting it (1 of 1)");
        assertThat(Rounds.of(WORKSPACE).last("aggregated_model_validation/accuracy"))
                .isGreaterThan(0.9);
        assertThat(WORKSPACE.resolve("target/federation/metrics.svg")).content().contains("<svg", "round 2: ");
    }

    @Test
    @Order(10)
    void the_key_is_in_no_layer_no_history_and_no_context() throws Exception {
        List<byte[]> secrets = PrivateKeyParts.of(KEY);
        for (String image : List.of(IMAGE, IMAGE + "-first")) {
            assertThat(Docker.savedImageContains(image, secrets)).as(image).isFalse();
            assertThat(Docker.run("history", "--no-trunc", image)).noneMatch(line -> line.contains("PRIVATE KEY"));
        }
        assertThat(PrivateKeyParts.foundBelow(WORKSPACE, secrets)).isEmpty();
    }

    @Test
    @Order(11)
    void a_second_install_with_nothing_changed_gives_the_same_measurements() throws IOException {
        FileTime saved = Files.getLastModifiedTime(WORKSPACE.resolve("target/my-experiment.tar.gz"));
        for (var without :
                Map.of("gramine.save", "false", "docker.skip.save", "true").entrySet()) {
            maven().with(without.getKey(), without.getValue()).run("install").assertSuccess();
            assertThat(mrenclaves()).isEqualTo(measurements);
            assertThat(WORKSPACE.resolve("target/my-experiment.tar.gz"))
                    .as("neither saves the archive again")
                    .satisfies(archive ->
                            assertThat(Files.getLastModifiedTime(archive)).isEqualTo(saved));
        }
    }

    @Test
    @Order(11)
    void a_receiver_verifies_the_archive_and_the_image_against_the_measurements() {
        String measurements =
                WORKSPACE.resolve("target/openfl-gramine/measurements.json").toString();
        for (MavenBuild received : List.of(
                receiver()
                        .with(
                                "gramine.file",
                                WORKSPACE.resolve("target/my-experiment.tar.gz").toString()),
                receiver().with("openfl.image", IMAGE))) {
            MavenResult result =
                    received.with("gramine.measurements", measurements).run(MavenBuild.PLUGIN + ":verify");
            result.assertSuccess();
            assertThat(result.text())
                    .contains("Every enclave is the expected one, and every listed file matches.")
                    .doesNotContain("    found ");
        }
    }

    @Test
    @Order(12)
    void the_archive_brings_the_same_image_back() {
        String id = Docker.id(IMAGE);
        Docker.run("rmi", "--force", IMAGE);
        Docker.run(
                "load",
                "--input",
                WORKSPACE.resolve("target/my-experiment.tar.gz").toString());
        assertThat(Docker.id(IMAGE)).isEqualTo(id);
    }

    @Test
    @Order(13)
    @Tag("heavy")
    void a_denied_file_is_foreseen_by_the_build_and_told_by_the_federation_with_the_rule_that_lists_it()
            throws IOException {
        WorkspaceCopy workspace =
                WorkspaceCopy.of(WORKSPACE, DIRECTORY).with("gramine/trusted.txt", "exclude ${python}/tqdm\n");
        String denied = "tqdm/__pycache__/__init__.cpython-311.pyc";
        MavenResult build = workspace.run(MavenBuild.in(workspace.root()).with("openfl.imageTag", "denied"), "package");
        build.assertSuccess();
        assertThat(build.text()).containsPattern("WARNING\\] +/\\S+/" + denied + ", for \\S+");

        StrictMode.image("my-experiment:denied-direct", STRICT);
        MavenResult result = workspace.run(
                MavenBuild.in(workspace.root()).with("openfl.mode", "direct").with("openfl.image", Docker.id(STRICT)),
                "openfl-gramine:federation");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .as("of the first actor that ended")
                .containsPattern("WARNING\\] +(aggregator|col1|col2).* read +include /\\S+/" + denied);
    }

    @Test
    @Order(13)
    @Tag("heavy")
    void a_plan_with_k_means_loads_what_it_needs_and_trains() throws IOException {
        String plan = Files.readString(WORKSPACE.resolve("plan/plan.yaml"));
        assertThat(plan).contains("openfl.pipelines.NoCompressionPipeline");
        WorkspaceCopy workspace = WorkspaceCopy.of(WORKSPACE, DIRECTORY)
                .with("plan/plan.yaml", plan.replace("NoCompressionPipeline", "SKCPipeline"));
        // The initial model is written by the plan's pipeline, too.
        MavenBuild.in(workspace.root())
                .with("openfl.imageTag", "denied")
                .with("openfl.aggregator", "localhost")
                .run("openfl-gramine:plan-initialize", "package")
                .assertSuccess();

        StrictMode.image("my-experiment:denied-direct", STRICT);
        MavenResult result = workspace.run(
                MavenBuild.in(workspace.root())
                        .with("openfl.mode", "direct")
                        .with("openfl.image", Docker.id(STRICT))
                        .with("openfl.showOutput", "true"),
                "openfl-gramine:federation");
        result.assertSuccess();
        assertThat(StrictMode.libraryMegabytes(result))
                .hasSize(3)
                .allSatisfy(megabytes -> assertThat(megabytes).isGreaterThan(MOST_MEGABYTES_OF_LIBRARIES));
    }

    /** Returns a build of a user without the workspace. */
    private static MavenBuild receiver() {
        return MavenBuild.in(DIRECTORY);
    }

    private static MavenBuild maven() {
        return MavenBuild.in(WORKSPACE)
                .with("gramine.signingKey", KEY.toString())
                .with("openfl.aggregator", "localhost")
                .with("openfl.trustCertChain", "true")
                .with("openfl.trustInitialModel", "true");
    }

    /** Returns the ids of the federation's containers with these words in their commands. */
    private static List<String> running(String words) {
        return Docker.run("ps", "--no-trunc", "--filter", LABEL, "--format", "{{.ID}} {{.Command}}").stream()
                .filter(line -> line.contains(words))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static List<String> mrenclaves() throws IOException {
        return mrenclavesOf("target/openfl-gramine/measurements.json");
    }

    private static List<String> mrenclavesOf(String file) throws IOException {
        return Mrenclaves.in(WORKSPACE.resolve(file));
    }
}
