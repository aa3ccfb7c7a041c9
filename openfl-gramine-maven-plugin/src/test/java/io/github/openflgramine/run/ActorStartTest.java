package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ActorStartTest extends ActorFixture {

    @Test
    void an_actor_ends_the_goal_with_its_own_status() throws IOException {
        engine.ending("aggregator", 0).ending("collaborator", 3);
        Path model = directory("aggregator").resolve("save/flowers_best.pbuf");
        Files.writeString(Files.createDirectories(model.getParent()).resolve(model.getFileName()), "model");

        assertThat(run(aggregator(ActorMode.NATIVE))).isZero();
        assertThat(run(collaborator(ActorMode.NATIVE))).isEqualTo(3);
        assertThat(said).contains("aggregator | hello", "The trained model is " + model, "Ended col1, status 3");
        assertThat(engine.running).isEmpty();
    }

    @Test
    void an_aggregator_leaves_a_record_of_what_runs_and_a_collaborator_does_not() throws IOException {
        engine.ending("aggregator", 0).ending("collaborator", 0);

        run(aggregator(ActorMode.DIRECT));
        run(collaborator(ActorMode.DIRECT));

        String id = engine.image(IMAGE).orElseThrow().id().toString();
        assertThat(RunRecord.find(directory("aggregator")))
                .contains(new RunRecord(IMAGE, id, ActorMode.DIRECT, Optional.empty()));
        assertThat(RunRecord.find(directory("col1"))).isEmpty();
    }

    @Test
    void a_damaged_record_is_refused_by_its_name() throws IOException {
        Path file = directory("aggregator").resolve("logs/run.json");
        Files.createDirectories(file.getParent());
        for (String damaged : List.of(
                "", "{}", "{\"image\": \"a\", \"image_id\": \"b\", \"mode\": \"sgx\", \"mrenclave\": \"\\u001b\"}")) {
            Files.writeString(file, damaged);
            assertFails(() -> RunRecord.find(directory("aggregator")), file + " is not the record of a run");
        }
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
    void encrypted_data_are_mounted_writable_except_without_gramine_and_the_reason_is_logged() throws IOException {
        enclave("none", """
                [[fs.mounts]]
                path = "/workspace/data"
                type = "encrypted"
                key_name = "hospital"
                """);
        String reason = directory("col1").resolve("data") + " is mounted writable: the image encrypts data/";
        engine.ending("collaborator", 0);

        run(collaborator(ActorMode.NATIVE));
        assertThat(mount("/workspace/data").writable()).isFalse();
        assertThat(said).noneMatch(line -> line.contains(reason));

        run(collaborator(ActorMode.SGX));
        assertThat(mount("/workspace/data").writable()).isTrue();
        assertThat(said).anyMatch(line -> line.contains(reason));
    }

    private ContainerRequest.Bind mount(String target) {
        return engine.requests.get(engine.requests.size() - 1).reach().binds().stream()
                .filter(bind -> bind.target().value().equals(target))
                .findFirst()
                .orElseThrow();
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
    void without_a_project_somebody_has_to_name_the_image() {
        ActorRequest known = collaborator(ActorMode.NATIVE);
        ActorRequest unknown = new ActorRequest(
                known.role(),
                known.directory(),
                known.collaborator(),
                known.data(),
                new ImageToStart(
                        new ImageChoice(Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
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
}
