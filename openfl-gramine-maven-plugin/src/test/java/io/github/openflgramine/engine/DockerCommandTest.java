package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.image.ImagePath;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DockerCommandTest {

    private static final EngineAddress SOCKET =
            new EngineAddress(URI.create("unix:///run/docker.sock"), Optional.empty());

    @Test
    void says_all_that_the_request_says() {
        ContainerRequest request = ContainerRequest.of("flowers:1")
                .name("flowers-col1")
                .network(ContainerRequest.Network.HOST)
                .user("1000:1000")
                .group("109")
                .env("B", "2")
                .env("A", "1")
                .label("directory", "/home/me")
                .readable(Path.of("/home/me/data"), ImagePath.of("/workspace/data"))
                .writable(Path.of("/home/me/logs"), ImagePath.of("/workspace/logs"))
                .device(Path.of("/dev/sgx/enclave"), ImagePath.of("/dev/sgx_enclave"))
                .securityOption("seccomp=unconfined")
                .command("collaborator", "start", "-n", "col1")
                .build();

        assertThat(DockerCommand.run(SOCKET, EngineKinds.docker(EngineKind.Users.SAME), request, false))
                .isEqualTo("docker --host=unix:///run/docker.sock run --rm --name=flowers-col1 --network=host"
                        + " --user=1000:1000 --group-add=109 --label=directory=/home/me --env=A=1 --env=B=2"
                        + " --mount=type=bind,source=/home/me/data,target=/workspace/data,readonly"
                        + " --mount=type=bind,source=/home/me/logs,target=/workspace/logs"
                        + " --device=/dev/sgx/enclave:/dev/sgx_enclave --security-opt=seccomp=unconfined"
                        + " flowers:1 collaborator start -n col1");
        assertThat(DockerCommand.run(SOCKET, EngineKinds.docker(EngineKind.Users.SAME), request, true))
                .contains(" run --detach ");
    }

    @Test
    void podmans_user_namespaces_are_podmans_own() {
        ContainerRequest request = ContainerRequest.of("a")
                .user(EngineKinds.podman(EngineKind.Users.ROOTLESS).user("1000:1000"))
                .build();

        assertThat(DockerCommand.run(SOCKET, EngineKinds.podman(EngineKind.Users.ROOTLESS), request, false))
                .isEqualTo("podman --url=unix:///run/docker.sock run --rm --network=none --userns=keep-id"
                        + " --user=1000:1000 a");
    }

    @Test
    void a_container_without_privileges_and_a_writable_root_is_one_in_docker_too() {
        ContainerRequest request =
                ContainerRequest.of("a").withoutPrivileges().readOnlyRoot().build();

        assertThat(DockerCommand.run(SOCKET, EngineKinds.docker(EngineKind.Users.SAME), request, false))
                .endsWith(" --network=none --cap-drop=ALL --read-only --tmpfs=/tmp --security-opt=no-new-privileges a");
    }

    @Test
    void paths_with_blanks_quotes_and_commas_survive_shell_and_docker() {
        ContainerRequest request = ContainerRequest.of("a")
                .readable(Path.of("/my data/it's"), ImagePath.of("/workspace/data"))
                .readable(Path.of("/a,b"), ImagePath.of("/workspace/cert"))
                .build();

        assertThat(DockerCommand.run(SOCKET, EngineKinds.docker(EngineKind.Users.SAME), request, false))
                .contains("'--mount=type=bind,source=/my data/it'\\''s,target=/workspace/data,readonly'")
                .contains("'--mount=type=bind,\"source=/a,b\",target=/workspace/cert,readonly'");
    }

    @Test
    void an_entry_point_of_several_words_is_divided_as_docker_wants_it() {
        ContainerRequest request = ContainerRequest.of("a")
                .entrypoint("/bin/sh", "-c")
                .command("true")
                .workingDir(ImagePath.of("/tmp"))
                .build();

        assertThat(DockerCommand.run(SOCKET, EngineKinds.docker(EngineKind.Users.SAME), request, false))
                .endsWith("--network=none --workdir=/tmp --entrypoint=/bin/sh a -c true");
    }

    @Test
    void an_engine_under_tls_is_reached_with_the_same_certificates() {
        EngineAddress tls = new EngineAddress(URI.create("tcp://engine:2376"), Optional.of(Path.of("/certs")));

        assertThat(DockerCommand.of(tls, "stop", "flowers-col1"))
                .isEqualTo("docker --host=tcp://engine:2376 --tlsverify --tlscacert=/certs/ca.pem"
                        + " --tlscert=/certs/cert.pem --tlskey=/certs/key.pem stop flowers-col1");
    }
}
