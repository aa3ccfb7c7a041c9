package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class EngineKindTest {

    private static final Path ANSWERS = Path.of("src/test/resources/engines");
    private static final EngineAddress SOCKET = new EngineAddress(URI.create("unix:///run/a.sock"), Optional.empty());

    @Test
    void a_rootless_docker_runs_as_root_of_its_users() throws IOException {
        EngineKind kind = answered("docker-rootless");

        assertThat(kind).hasToString("Docker 20.10.24+dfsg1, rootless");
        assertThat(kind.user("1000:1000")).isEqualTo(ContainerUser.of("0:0"));
    }

    @Test
    void a_rootless_podman_keeps_the_ids() throws IOException {
        EngineKind kind = answered("podman-rootless");

        assertThat(kind).hasToString("Podman 4.3.1, rootless");
        assertThat(kind.user("1000:1000")).isEqualTo(new ContainerUser("1000:1000", Optional.of("keep-id")));
    }

    @Test
    void an_engine_that_maps_ids_is_asked_not_to() throws IOException {
        EngineKind kind =
                kind("{\"OSType\":\"linux\",\"Architecture\":\"x86_64\",\"SecurityOptions\":[\"name=userns\"]}");

        assertThat(kind).hasToString("Docker 29.0.0, with userns-remap");
        assertThat(kind.user("1000:1000")).isEqualTo(new ContainerUser("1000:1000", Optional.of("host")));
    }

    @Test
    void in_any_other_engine_users_are_the_machines() throws IOException {
        EngineKind kind = kind("{\"OSType\":\"linux\",\"Architecture\":\"x86_64\"}");

        assertThat(kind).hasToString("Docker 29.0.0");
        assertThat(kind.user("1000:1000")).isEqualTo(ContainerUser.of("1000:1000"));
        kind.requirePlatform(SOCKET);
    }

    @Test
    void an_engine_for_another_processor_is_refused_by_name() throws IOException {
        EngineKind kind =
                kind("{\"OSType\":\"linux\",\"Architecture\":\"aarch64\",\"OperatingSystem\":\"Docker Desktop\"}");

        assertThatThrownBy(() -> kind.requirePlatform(SOCKET))
                .hasMessageContaining("The engine at unix:///run/a.sock is Docker 29.0.0 (Docker Desktop), linux/arm64,"
                        + " and Gramine needs linux/amd64.");
    }

    /** Returns docker-java's own mapper, which keeps fields that it does not know. */
    private static ObjectMapper mapper() {
        return new DefaultDockerClientConfig.Builder()
                .withDockerHost("unix:///run/a.sock")
                .withDockerTlsVerify(false)
                .build()
                .getObjectMapper();
    }

    private static EngineKind answered(String engine) throws IOException {
        ObjectMapper json = mapper();
        return EngineKind.of(
                json.readValue(ANSWERS.resolve(engine + "-info.json").toFile(), Info.class),
                json.readValue(ANSWERS.resolve(engine + "-version.json").toFile(), Version.class));
    }

    private static EngineKind kind(String info) throws IOException {
        ObjectMapper json = mapper();
        return EngineKind.of(
                json.readValue(info, Info.class), json.readValue("{\"Version\":\"29.0.0\"}", Version.class));
    }
}
