package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.ContainerUser;
import io.github.openflgramine.engine.EngineKind;
import io.github.openflgramine.engine.EngineKinds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.pki.Participant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a start, by engine. */
final class EngineChecksTest {

    @TempDir
    private Path directory;

    private final FakeEngine engine = new FakeEngine();
    private Path device;

    @BeforeEach
    void device() throws IOException {
        device = Files.createFile(directory.resolve("enclave"));
        mode("rw-rw-rw-");
    }

    @Test
    void the_user_is_expressed_as_the_engine_needs_it() throws IOException {
        String owner = Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid");
        engine.kind = EngineKinds.podman(EngineKind.Users.ROOTLESS);
        assertThat(user()).isEqualTo(new ContainerUser(owner, Optional.of("keep-id")));
        engine.kind = EngineKinds.docker(EngineKind.Users.ROOTLESS);
        assertThat(user()).isEqualTo(ContainerUser.of("0:0"));
        engine.kind = EngineKinds.podman(EngineKind.Users.SAME);
        assertThat(user()).isEqualTo(ContainerUser.of(owner));
    }

    @Test
    void a_group_does_not_reach_into_a_rootless_engine() throws IOException {
        mode("rw-rw----");
        engine.kind = EngineKinds.podman(EngineKind.Users.ROOTLESS);

        assertThatThrownBy(this::start)
                .hasMessageContaining(
                        "The engine at unix:///fake.sock (Podman 4.3.1, rootless) is rootless: a container"
                                + " does not get the group " + Files.getAttribute(device, "unix:gid"))
                .hasMessageContaining("MODE=\"0666\"");

        engine.kind = EngineKinds.podman(EngineKind.Users.SAME);
        start();
    }

    @Test
    void a_rootless_docker_has_devices_only_under_their_own_names() throws IOException {
        engine.kind = EngineKinds.docker(EngineKind.Users.ROOTLESS);

        assertThatThrownBy(this::start).hasMessageContaining(device + " is not /dev/sgx_enclave.");

        engine.kind = EngineKinds.podman(EngineKind.Users.ROOTLESS);
        start();
    }

    @Test
    void a_virtual_machine_has_no_device() {
        engine.kind = EngineKinds.desktop(EngineKind.PLATFORM);

        assertThatThrownBy(this::start)
                .hasMessageContaining("(Docker 27.3.1 (Docker Desktop)) runs containers in a virtual machine");
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString(permissions));
    }

    private void start() throws IOException {
        container(ActorMode.SGX);
    }

    private ContainerUser user() throws IOException {
        return container(ActorMode.DIRECT).rights().user().orElseThrow();
    }

    private ContainerRequest container(ActorMode mode) throws IOException {
        return Actor.collaborator(directory, Participant.collaborator("north"), directory.resolve("data"))
                .container(
                        engine,
                        "flowers:1",
                        mode,
                        new SgxFiles(device, directory.resolve("no-socket")),
                        Map.entry("a", "b"),
                        UnaryOperator.identity());
    }
}
