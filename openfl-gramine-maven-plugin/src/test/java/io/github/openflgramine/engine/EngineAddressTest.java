package io.github.openflgramine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

final class EngineAddressTest {

    @Test
    void without_any_setting_it_is_the_default_socket() {
        assertThat(find(Map.of(), Map.of()).socket()).contains(Path.of("/var/run/docker.sock"));
    }

    @Test
    void the_property_wins_over_the_environment() {
        EngineAddress address = find(Map.of("docker.host", "unix:///a.sock"), Map.of("DOCKER_HOST", "unix:///b.sock"));
        assertThat(address.socket()).contains(Path.of("/a.sock"));
    }

    @Test
    void an_empty_DOCKER_HOST_counts_as_unset() {
        assertThat(find(Map.of(), Map.of("DOCKER_HOST", "")).socket()).contains(Path.of("/var/run/docker.sock"));
    }

    @Test
    void tcp_at_docker_s_tls_port_is_under_tls_with_the_directory_of_the_environment() {
        EngineAddress address =
                find(Map.of(), Map.of("DOCKER_HOST", "tcp://engine:2376", "DOCKER_CERT_PATH", "/certificates"));
        assertThat(address.certificates()).contains(Path.of("/certificates"));
    }

    @Test
    void tcp_at_another_port_is_not_under_tls() {
        EngineAddress address = find(Map.of("docker.host", "tcp://engine:2375"), Map.of("DOCKER_CERT_PATH", "/c"));
        assertThat(address.certificates()).isEmpty();
    }

    @Test
    void https_is_tcp_under_tls() {
        EngineAddress address = find(Map.of("docker.host", "https://engine:2400", "docker.certPath", "/c"), Map.of());
        assertThat(address).isEqualTo(new EngineAddress(URI.create("tcp://engine:2400"), Optional.of(Path.of("/c"))));
    }

    @Test
    void tls_without_certificates_names_both_settings() {
        assertThatThrownBy(() -> find(Map.of("docker.host", "tcp://engine:2376"), Map.of()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("docker.certPath or DOCKER_CERT_PATH");
    }

    @Test
    void what_is_no_address_is_refused_with_the_setting_it_came_from() {
        assertThatThrownBy(() -> find(Map.of(), Map.of("DOCKER_HOST", "ssh://me@engine")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("DOCKER_HOST=ssh://me@engine");
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
        Function<String, Optional<String>> property = name -> Optional.ofNullable(properties.get(name));
        return EngineAddress.find(property, environment);
    }
}
