package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which engine counts, with Docker's files as the docker command writes them. */
final class EngineSearchTest {

    @TempDir
    private Path home;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();
    private Set<Path> sockets = Set.of();

    @Test
    void without_any_setting_it_is_docker_s_default_socket() {
        assertThat(find()).hasToString("unix:///var/run/docker.sock");
    }

    @Test
    void the_docker_command_s_order_counts_after_fabric8_s_property() throws IOException {
        context("current", "unix:///current.sock");
        context("chosen", "unix:///chosen.sock");
        config("{\"currentContext\": \"current\"}");
        assertThat(find()).hasToString("unix:///current.sock");

        environment.put("DOCKER_CONTEXT", "chosen");
        assertThat(find()).hasToString("unix:///chosen.sock");

        environment.put("DOCKER_HOST", "unix:///host.sock");
        assertThat(find()).hasToString("unix:///host.sock");

        properties.put("docker.host", "unix:///property.sock");
        assertThat(find()).hasToString("unix:///property.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "",
                " \n",
                "{\"currentContext\": \"\"}",
                "{\"currentContext\": \"default\"}",
                "{\"currentContext\": null}"
            })
    void a_configuration_without_a_context_is_none(String config) throws IOException {
        config(config);

        assertThat(find()).hasToString("unix:///var/run/docker.sock");
    }

    @Test
    void empty_variables_count_as_unset_and_the_context_default_as_none() throws IOException {
        context("current", "unix:///current.sock");
        config("{\"currentContext\": \"current\"}");
        environment.put("DOCKER_HOST", " ");
        environment.put("DOCKER_CONTEXT", "");
        assertThat(find()).hasToString("unix:///current.sock");

        environment.put("DOCKER_CONTEXT", "default");
        assertThat(find()).hasToString("unix:///var/run/docker.sock");
    }

    @Test
    void docker_config_moves_contexts_and_certificates() throws IOException {
        Path moved = home.resolve("moved");
        Files.move(
                context("lab", "tcp://lab:2400").resolve("contexts"),
                Files.createDirectories(moved).resolve("contexts"));
        environment.put("DOCKER_CONFIG", moved.toString());
        environment.put("DOCKER_CONTEXT", "lab");

        assertThat(find().forFabric8()).containsExactly(Map.entry("docker.host", "http://lab:2400"));

        for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            Files.writeString(moved.resolve(name), "");
        }
        environment.put("DOCKER_HOST", "tcp://lab:2376");
        assertThat(find().certificates()).contains(moved);
    }

    @Test
    void a_context_s_certificates_count_at_any_port() throws IOException {
        Path tls = context("lab", "tcp://lab:2400")
                .resolve("contexts/tls")
                .resolve(digest("lab"))
                .resolve("docker");
        Files.createDirectories(tls);
        environment.put("DOCKER_CONTEXT", "lab");
        environment.put("DOCKER_CERT_PATH", "/other");

        assertThatThrownBy(this::find)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("but " + tls + " has no readable ca.pem, cert.pem, key.pem.");

        for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            Files.writeString(tls.resolve(name), "");
        }
        assertThat(find().forFabric8())
                .containsOnly(
                        Map.entry("docker.host", "https://lab:2400"), Map.entry("docker.certPath", tls.toString()));
    }

    @Test
    void a_context_that_does_not_exist_is_told_with_its_file_and_who_chose_it() throws IOException {
        config("{\"currentContext\": \"gone\"}");
        Path meta =
                home.resolve(".docker/contexts/meta").resolve(digest("gone")).resolve("meta.json");

        assertThatThrownBy(this::find)
                .isInstanceOf(GraminizeException.class)
                .hasMessage("There is no Docker context gone, which " + home.resolve(".docker/config.json")
                        + " (currentContext) names: " + meta + " is missing."
                        + " Choose another one (docker context ls, docker context use NAME), or set DOCKER_HOST.");

        environment.put("DOCKER_CONTEXT", "lost");
        assertThatThrownBy(this::find)
                .hasMessageStartingWith("There is no Docker context lost, which DOCKER_CONTEXT names:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"Endpoints": {"docker": {"Host": "ssh://me@lab"}}} | cannot reach an engine over ssh.
                    {"Endpoints": {"docker": {"Host": "npipe:////./pipe/x"}}} | is not the address of a Docker engine.
                    {"Endpoints": {"kubernetes": {}}} | Endpoints / docker / Host is missing.
                    {"Endpoints": {"docker": {"Host": 7}}} | Endpoints / docker / Host is missing.
                    {"Endpoints": | is not JSON at line 1, column
                    """)
    void a_context_without_an_engine_for_maven_is_told_with_its_file(String meta, String problem) throws IOException {
        context("lab", "unix:///lab.sock");
        Path file = home.resolve(".docker/contexts/meta").resolve(digest("lab")).resolve("meta.json");
        Files.writeString(file, meta);
        environment.put("DOCKER_CONTEXT", "lab");

        assertThatThrownBy(this::find)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(problem);
    }

    @Test
    void a_context_s_name_is_hashed_as_docker_does() throws IOException {
        assertThat(digest("nope")).isEqualTo("ca3704aa0b06f5954c79ee837faa152d84d6b2d42838f0637a15eda8337dbdce");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "/run/user/7/docker.sock;/run/podman/podman.sock,                   /run/user/7/docker.sock",
                "/run/user/7/podman/podman.sock;/run/podman/podman.sock,            /run/user/7/podman/podman.sock",
                "/run/podman/podman.sock,                                           /run/podman/podman.sock",
                "/run/podman/podman.sock;/var/run/docker.sock,                      /var/run/docker.sock",
                "-,                                                                 /var/run/docker.sock"
            })
    void the_first_default_socket_that_exists_counts(String existing, String found) {
        sockets = existing == null
                ? Set.of()
                : java.util.Arrays.stream(existing.split(";"))
                        .map(Path::of)
                        .collect(java.util.stream.Collectors.toSet());
        environment.put("XDG_RUNTIME_DIR", "/run/user/7");

        assertThat(find().socket()).contains(Path.of(found));
    }

    private EngineAddress find() {
        properties.putIfAbsent("user.home", home.toString());
        return new EngineSearch(name -> Optional.ofNullable(properties.get(name)), environment, sockets::contains)
                .find();
    }

    private void config(String json) throws IOException {
        Files.createDirectories(home.resolve(".docker"));
        Files.writeString(home.resolve(".docker/config.json"), json);
    }

    /** Writes what {@code docker context create NAME --docker host=HOST} writes, and returns the directory of it all. */
    private Path context(String name, String host) throws IOException {
        Path docker = home.resolve(".docker");
        Path meta = Files.createDirectories(docker.resolve("contexts/meta").resolve(digest(name)));
        Files.writeString(
                meta.resolve("meta.json"),
                "{\"Name\":\"" + name + "\",\"Metadata\":{},\"Endpoints\":{\"docker\":{\"Host\":\"" + host
                        + "\",\"SkipTLSVerify\":false}}}");
        return docker;
    }

    private static String digest(String name) {
        return io.github.openflgramine.Sha256.digest(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hex();
    }
}
