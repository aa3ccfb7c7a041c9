package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of an engine's address, and what fabric8 and docker-java are given of each. */
final class EngineAddressTest {

    @TempDir
    private Path certificates;

    @BeforeEach
    void certificates() throws IOException {
        for (String name : new String[] {"ca.pem", "cert.pem", "key.pem"}) {
            Files.writeString(certificates.resolve(name), "");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///run/docker.sock,        unix:///run/docker.sock",
        "UNIX:///run/docker.sock,        unix:///run/docker.sock",
        "'unix:///tmp/sock dir/a.sock',  unix:///tmp/sock%20dir/a.sock",
        "unix:///tmp/100%/ä#?.sock,      unix:///tmp/100%25/ä%23%3F.sock",
        "tcp://engine:2375,              http://engine:2375",
        "tcp://engine,                   http://engine:2375",
        "tcp://engine:4243,              http://engine:4243",
        "engine:2375,                    http://engine:2375",
        "tcp://my_docker:2375,           http://my_docker:2375",
        "tcp://10.0.0.7:2375,            http://10.0.0.7:2375",
        "tcp://[::1]:2375,               http://[::1]:2375",
        "tcp://engine:2375/docker,       http://engine:2375/docker"
    })
    void docker_host_is_read_as_by_the_docker_command_and_fabric8_gets_the_same(String given, String fabric8) {
        EngineAddress address = find(Map.of(), Map.of("DOCKER_HOST", given));

        assertThat(address.forFabric8()).containsExactly(Map.entry("docker.host", fabric8));
        // The goals after prepare find the property that prepare set for fabric8.
        assertThat(find(address.forFabric8(), Map.of("DOCKER_HOST", "tcp://other:2375")))
                .isEqualTo(address);
    }

    @Test
    void a_socket_s_path_is_shown_as_the_docker_command_takes_it() {
        EngineAddress address = find(Map.of(), Map.of("DOCKER_HOST", "unix:///tmp/sock dir/100%.sock"));

        assertThat(address).hasToString("unix:///tmp/sock dir/100%.sock");
        assertThat(address.socket()).contains(Path.of("/tmp/sock dir/100%.sock"));
        assertThat(address.machine()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://engine:2400, '',  https://engine:2400",
        "tcp://engine:2376,   '',  https://engine:2376",
        "tcp://engine:2400,   1,   https://engine:2400",
        "tcp://engine,        1,   https://engine:2376"
    })
    void under_tls_fabric8_gets_https_and_the_certificates(String given, String verify, String fabric8) {
        EngineAddress address = find(
                Map.of(),
                Map.of("DOCKER_HOST", given, "DOCKER_TLS_VERIFY", verify, "DOCKER_CERT_PATH", certificates.toString()));

        assertThat(address.certificates()).contains(certificates);
        assertThat(address.forFabric8())
                .containsOnly(Map.entry("docker.host", fabric8), Map.entry("docker.certPath", certificates.toString()));
        assertThat(find(address.forFabric8(), Map.of())).isEqualTo(address);
    }

    /** fabric8 takes tcp for https unless it is at port 2375. */
    @Test
    void docker_host_as_a_property_is_read_as_by_fabric8() {
        Map<String, String> tls =
                Map.of("docker.host", "tcp://engine:2400", "docker.certPath", certificates.toString());

        assertThat(find(tls, Map.of()))
                .isEqualTo(new EngineAddress(URI.create("tcp://engine:2400"), Optional.of(certificates)));
        assertThat(find(Map.of("docker.host", "http://engine:2400"), Map.of()).certificates())
                .isEmpty();
        assertThat(find(Map.of("docker.host", "unix:///tmp/sock%20dir/a.sock"), Map.of())
                        .socket())
                .contains(Path.of("/tmp/sock dir/a.sock"));
    }

    @ParameterizedTest
    @CsvSource({
        "unix:///tmp/sock dir/a.sock, unix:///tmp/sock%20dir/a.sock",
        "engine:2375,                 tcp://engine:2375"
    })
    void a_property_that_fabric8_could_not_read_is_told_in_the_form_that_it_reads(String given, String form) {
        assertThatThrownBy(() -> find(Map.of("docker.host", given), Map.of()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("docker.host=" + given + " is not a URI, which fabric8 expects there. Write it as " + form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fd://",
                "npipe:////./pipe/docker_engine",
                "unix://tmp/docker.sock",
                "unix://",
                "tcp://",
                "tcp://a host:2375",
                "tcp://user@engine:2375",
                "tcp://engine:port",
                "tcp://-engine:2375",
                "tcp://engine:2375/a b"
            })
    void what_is_no_address_is_refused_with_the_setting_it_came_from(String given) {
        assertThatThrownBy(() -> find(Map.of(), Map.of("DOCKER_HOST", given)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is not the address of a Docker engine. Use Docker's form: unix:///")
                .hasMessageStartingWith("DOCKER_HOST=");
    }

    @Test
    void a_path_alone_is_told_with_its_scheme() {
        assertThatThrownBy(() -> find(Map.of(), Map.of("DOCKER_HOST", "/run/docker.sock")))
                .hasMessageEndingWith("is not the address of a Docker engine. Write it as unix:///run/docker.sock");
    }

    @ParameterizedTest
    @CsvSource({
        "ssh://me@engine,            ssh://me@engine",
        "ssh://engine:2222,          ssh://engine:2222",
        "ssh://engine/run/a.sock,    ssh://engine",
        "'ssh://$(reboot)',          ssh://USER@HOST"
    })
    void ssh_is_told_with_the_line_that_forwards_the_socket(String given, String destination) {
        assertThatThrownBy(() -> find(Map.of(), Map.of("DOCKER_HOST", given)))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("DOCKER_HOST=" + given + ": fabric8's docker-maven-plugin cannot reach an engine over ssh."
                        + " Forward its socket: ssh -fnNT -L /tmp/docker-remote.sock:/var/run/docker.sock "
                        + destination
                        + " and set DOCKER_HOST=unix:///tmp/docker-remote.sock");
    }

    @Test
    void tls_without_certificates_names_both_settings_and_the_files_that_are_missing(@TempDir Path empty)
            throws IOException {
        assertThatThrownBy(() -> find(Map.of("docker.host", "tcp://engine:2376"), Map.of()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("docker.certPath or DOCKER_CERT_PATH");

        Files.writeString(empty.resolve("ca.pem"), "");
        assertThatThrownBy(() ->
                        find(Map.of("docker.host", "tcp://engine:2376"), Map.of("DOCKER_CERT_PATH", empty.toString())))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("The Docker engine at tcp://engine:2376 requires TLS, but " + empty
                        + " has no readable cert.pem, key.pem."
                        + " Copy the engine's ca.pem and the client's cert.pem and key.pem there.");
    }

    @Test
    void docker_java_gets_an_ip_address_only_for_a_name_that_a_uri_cannot_have() throws UnknownHostException {
        EngineAddress named = find(Map.of(), Map.of("DOCKER_HOST", "tcp://localhost:2375/docker"));
        EngineAddress underscored = find(Map.of(), Map.of("DOCKER_HOST", "tcp://my_docker:2375"));

        assertThat(named.resolved()).isEqualTo(URI.create("tcp://localhost:2375/docker"));
        assertThat(underscored.machine()).contains("my_docker");
        assertThat(underscored.host().getHost()).isNull();
    }

    @Test
    void a_socket_that_is_absent_is_said_to_be_absent() {
        EngineAddress address = new EngineAddress(URI.create("unix:///nowhere/docker.sock"), Optional.empty());
        assertThatThrownBy(() -> Engine.connect(address))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("No Docker engine: its socket /nowhere/docker.sock does not exist.")
                .hasMessageContaining("start it");
    }

    private static EngineAddress find(Map<String, String> properties, Map<String, String> environment) {
        return EngineAddress.find(name -> Optional.ofNullable(properties.get(name)), environment);
    }
}
