package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.federation.FederationCertificates;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ActorStartTest {

    private static final String IMAGE = "flowers:1";

    /** Each actor's directory as it lies on a machine of its own; keys are slow to make. */
    @TempDir
    private static Path certified;

    @TempDir
    private Path root;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private Path device;
    private int port;

    @BeforeAll
    static void certify() throws IOException {
        FederationCertificates certificates = FederationCertificates.of(
                certified, certified.resolve("authority"), Validity.days(10, Clock.systemUTC()));
        certificates.aggregator("localhost", certified.resolve("aggregator"));
        certificates.collaborator("col1", certified.resolve("col1"));
        certificates.collaborator("col2", certified.resolve("col2"));
    }

    @BeforeEach
    void an_image_and_two_directories_that_are_ready() throws IOException {
        device = Files.createFile(root.resolve("sgx_enclave"));
        for (String actor : List.of("aggregator", "col1")) {
            copy(certified.resolve(actor).resolve("cert"), directory(actor).resolve("cert"));
            Files.createDirectories(directory(actor).resolve("plan"));
        }
        Files.writeString(directory("aggregator").resolve("plan/cols.yaml"), "collaborators:\n- col1\n");
        Files.createDirectories(directory("aggregator").resolve("save"));
        Files.writeString(directory("aggregator").resolve("save/flowers_init.pbuf"), "model");
        Files.writeString(directory("col1").resolve("plan/data.yaml"), "col1,1\n");
        Files.createDirectories(directory("col1").resolve("data"));
        Files.writeString(directory("col1").resolve("data/iris.csv"), "data");
        port = ThisHost.freePort();
        engine.withImage(IMAGE, Instant.EPOCH, labels()).withFile("/workspace/plan/plan.yaml", plan());
        enclave("none");
    }

    @Test
    void an_actor_ends_the_goal_with_its_own_status() throws IOException {
        engine.ending("aggregator", 0).ending("collaborator", 3);

        assertThat(run(aggregator(ActorMode.NATIVE))).isZero();
        assertThat(run(collaborator(ActorMode.NATIVE))).isEqualTo(3);
        assertThat(said)
                .contains(
                        "aggregator | hello",
                        "The trained model is " + directory("aggregator").resolve("save/flowers_best.pbuf"),
                        "Ended col1, status 3");
        assertThat(engine.running).isEmpty();
    }

    @Test
    void a_collaborator_sees_its_own_files_and_no_more() throws IOException {
        copy(certified.resolve("col2/cert"), directory("col1").resolve("cert"));
        engine.ending("collaborator", 0);

        run(request(Role.COLLABORATOR, ActorMode.SGX, Optional.of("col1"), false));

        ContainerRequest request = engine.requests.get(1);
        assertThat(request.name()).contains("flowers-col1");
        assertThat(request.program().command()).containsExactly("collaborator", "start", "-n", "col1");
        assertThat(request.reach().devices())
                .containsExactly(new ContainerRequest.Device(
                        device, io.github.openflgramine.image.ImagePath.of("/dev/sgx_enclave")));
        assertThat(request.reach().binds())
                .extracting(bind -> bind.target() + (bind.writable() ? " rw" : " ro"))
                .containsExactly(
                        "/workspace/cert/cert_chain.crt ro",
                        "/workspace/cert/client/col_col1.crt ro",
                        "/workspace/cert/client/col_col1.key ro",
                        "/workspace/plan/data.yaml ro",
                        "/workspace/logs rw",
                        "/workspace/data ro");
    }

    @Test
    void a_device_that_belongs_to_a_group_lets_the_actor_in() throws IOException {
        engine.ending("collaborator", 0);
        Files.setPosixFilePermissions(device, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw----"));

        run(collaborator(ActorMode.SGX));

        assertThat(engine.requests.get(1).rights().groups())
                .containsExactly(Files.getAttribute(device, "unix:gid").toString());
    }

    @Test
    void everything_that_is_missing_is_named_at_once_and_nothing_starts() throws IOException {
        Files.delete(directory("aggregator").resolve("plan/cols.yaml"));
        Files.delete(directory("aggregator").resolve("save/flowers_init.pbuf"));
        Files.delete(directory("aggregator").resolve("cert/server/agg_localhost.key"));
        Files.createDirectories(directory("aggregator").resolve("local_state"));
        Files.writeString(directory("aggregator").resolve("local_state/tensor.db"), "");
        Files.delete(device);
        try (ServerSocket other = new ServerSocket(port)) {
            assertThat(other.isBound()).isTrue();
            assertFails(
                    () -> run(aggregator(ActorMode.SGX)),
                    "aggregator cannot start yet, for 6 reasons:",
                    "1. The aggregator localhost lacks ",
                    "2. " + directory("aggregator").resolve("plan/cols.yaml") + " does not exist",
                    "3. The initial model ",
                    "4. " + directory("aggregator").resolve("local_state/tensor.db") + " is from an earlier run",
                    "5. Port " + port,
                    "6. Mode sgx needs the device openfl.sgxDevice=" + device,
                    "BIOS",
                    "Linux 5.11",
                    "driver");
        }
        assertThat(engine.running).isEmpty();
    }

    @Test
    void a_collaborator_without_data_or_a_line_for_them_is_not_started() throws IOException {
        Files.delete(directory("col1").resolve("data/iris.csv"));
        Files.writeString(directory("col1").resolve("plan/data.yaml"), "col2,2\n");

        assertFails(
                () -> run(collaborator(ActorMode.NATIVE)),
                "1. There is no data in " + directory("col1").resolve("data"),
                "has no line for col1 (it lists col2)",
                "collaborator-create -Dopenfl.collaborator=col1");
    }

    @Test
    void a_data_path_has_to_exist_where_it_is_one() throws IOException {
        Files.writeString(directory("col1").resolve("plan/data.yaml"), "col1,data/col1\n");

        assertFails(
                () -> run(collaborator(ActorMode.NATIVE)), directory("col1").resolve("data/col1") + " does not exist");
    }

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

    @Test
    void a_workspace_with_another_plan_than_the_image_s_is_refused_with_both_digests() throws IOException {
        Files.writeString(directory("aggregator").resolve("plan/plan.yaml"), plan() + "# changed\n");

        assertFails(
                () -> run(aggregator(ActorMode.NATIVE)),
                "image     " + digest(plan()) + "\n    workspace " + digest(plan() + "# changed\n"));
    }

    @Test
    void two_certificates_are_named_where_nobody_says_who_is_meant() throws IOException {
        copy(certified.resolve("col2/cert"), directory("col1").resolve("cert"));

        assertFails(
                () -> run(collaborator(ActorMode.NATIVE)),
                "cert/client holds the certificates of col1 and col2.",
                "-Dopenfl.collaborator=NAME");
    }

    @Test
    void an_attested_image_wants_aesm() throws IOException {
        enclave("dcap");

        assertFails(() -> run(collaborator(ActorMode.SGX)), "Intel's aesmd", "/nowhere/aesm.socket does not exist");
    }

    @Test
    void an_unsigned_image_is_refused_in_mode_sgx() {
        engine.withImage(IMAGE, Instant.EPOCH, Map.of(ImageLabels.PLAN, digest(plan())));

        assertFails(() -> run(collaborator(ActorMode.SGX)), "Image flowers:1 is not signed");
    }

    @Test
    void without_a_project_somebody_has_to_name_the_image() {
        ActorRequest known = collaborator(ActorMode.NATIVE);
        ActorRequest unknown = new ActorRequest(
                known.role(),
                known.directory(),
                known.collaborator(),
                known.data(),
                Optional.empty(),
                Optional.empty(),
                known.mode(),
                known.sgx(),
                false);

        assertFails(() -> run(unknown), "openfl.image is missing", "NAME.tar.gz");
    }

    @Test
    void an_actor_runs_once_and_a_new_start_clears_what_a_detached_one_left() throws IOException {
        start().detach(collaborator(ActorMode.NATIVE));
        assertThat(said).contains("Stop:  docker --host=unix:///fake.sock stop flowers-col1");

        assertFails(() -> run(collaborator(ActorMode.NATIVE)), "col1 is already running in container flowers-col1");

        engine.container("flowers-col1").orElseThrow().close();
        engine.ending("collaborator", 0);
        start().detach(collaborator(ActorMode.NATIVE));
        assertThat(run(collaborator(ActorMode.NATIVE))).isZero();
        assertThat(engine.container("flowers-col1")).isEmpty();
    }

    @Test
    void a_detached_actor_that_dies_at_once_is_reported_with_its_last_words() {
        engine.ending("collaborator", 1);

        assertFails(
                () -> start().detach(collaborator(ActorMode.NATIVE)),
                "col1 ended with status 1",
                "last words of container2");
        assertThat(engine.running).isEmpty();
    }

    private void earlierRun(String database) throws IOException {
        Path local = Files.createDirectories(directory("aggregator").resolve("local_state"));
        try (var in = Objects.requireNonNull(Plan.class.getResourceAsStream(database))) {
            Files.copy(in, local.resolve("tensor.db"));
        }
    }

    private ActorStart start() {
        return new ActorStart(engine, Clock.systemUTC(), new BuildLog(said::add, said::add));
    }

    private int run(ActorRequest request) throws IOException {
        return start().run(request);
    }

    private ActorRequest aggregator(ActorMode mode) {
        return request(Role.AGGREGATOR, mode, Optional.empty(), false);
    }

    private ActorRequest collaborator(ActorMode mode) {
        return request(Role.COLLABORATOR, mode, Optional.empty(), false);
    }

    private ActorRequest request(Role role, ActorMode mode, Optional<String> name, boolean resume) {
        return new ActorRequest(
                role,
                directory(role == Role.AGGREGATOR ? "aggregator" : "col1"),
                name,
                Optional.empty(),
                Optional.empty(),
                Optional.of(IMAGE),
                mode,
                new SgxFiles(device, Path.of("/nowhere/aesm.socket")),
                resume);
    }

    private Path directory(String actor) {
        return root.resolve(actor);
    }

    private Map<String, String> labels() {
        return Map.of(ImageLabels.PLAN, digest(plan()), ImageLabels.SIGNED, "true", ImageLabels.WORKSPACE, "flowers");
    }

    private void enclave(String attestation) {
        for (Role role : Role.values()) {
            engine.withFile("/opt/openfl-gramine/" + role.manifestFile(), """
                    [sgx]
                    enclave_size = "4G"
                    remote_attestation = "%s"
                    """.formatted(attestation));
        }
    }

    private String plan() {
        return """
                aggregator:
                  settings:
                    rounds_to_train: 3
                    init_state_path: save/flowers_init.pbuf
                    best_state_path: save/flowers_best.pbuf
                network:
                  settings:
                    agg_addr: localhost
                    agg_port: %d
                """.formatted(port);
    }

    private static String digest(String plan) {
        return Plan.parse(Path.of("plan.yaml"), plan).sha256().hex();
    }

    private static void assertFails(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(GraminizeException.class).hasMessageContainingAll(words);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
