package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.engine.DockerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildProxiesTest {

    @TempDir
    Path docker;

    private final Map<String, String> environment = new HashMap<>();
    private final Settings settings = new Settings();

    @BeforeEach
    void leaveOutThisMachinesOwn() {
        environment.put("DOCKER_CONFIG", docker.toString());
    }

    @Test
    void nobody_names_one() {
        environment.put("http_proxy", " ");

        assertThat(proxies()).isEmpty();
    }

    @Test
    void the_environment_names_them_in_either_case() {
        environment.put("http_proxy", "http://low:1");
        environment.put("HTTP_PROXY", "http://high:1");
        environment.put("HTTPS_PROXY", "http://high:2");
        environment.put("no_proxy", "localhost");

        assertThat(proxies())
                .containsExactly(
                        Map.entry("docker.buildArg.http_proxy", "http://low:1"),
                        Map.entry("docker.buildArg.https_proxy", "http://high:2"),
                        Map.entry("docker.buildArg.no_proxy", "localhost"));
    }

    @Test
    void mavens_settings_name_them() {
        add("http", "one", true, "localhost|*.example.org");
        add("https", "two", true, null);
        add("http", "off", false, null);

        assertThat(proxies())
                .containsExactly(
                        Map.entry("docker.buildArg.http_proxy", "http://one:8080"),
                        Map.entry("docker.buildArg.https_proxy", "http://two:8080"),
                        Map.entry("docker.buildArg.no_proxy", "localhost,.example.org"));
    }

    @Test
    void the_one_for_http_serves_https_too_as_in_maven() {
        add("http", "one", true, null);

        assertThat(proxies()).containsEntry("docker.buildArg.https_proxy", "http://one:8080");
    }

    @Test
    void the_environment_counts_more_than_the_settings() {
        add("https", "one", true, null);
        environment.put("https_proxy", "http://env:1");

        assertThat(proxies()).containsEntry("docker.buildArg.https_proxy", "http://env:1");
    }

    @Test
    void those_of_dockers_own_configuration_are_fabric8s_to_pass() throws IOException {
        environment.put("https_proxy", "http://env:1");
        config("{\"proxies\": {\"default\": {\"httpsProxy\": \"http://docker:1\"}}}");

        assertThat(proxies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"proxies\": {}}",
                "{\"proxies\": {\"default\": {}}}",
                "{\"auths\": {\"\\\"proxies\\\"\": {}}}",
                ""
            })
    void a_configuration_without_proxies_changes_nothing(String config) throws IOException {
        environment.put("https_proxy", "http://env:1");
        config(config);

        assertThat(proxies()).containsOnlyKeys("docker.buildArg.https_proxy");
    }

    private SortedMap<String, String> proxies() {
        return BuildProxies.of(settings, environment, DockerConfig.read(name -> Optional.empty(), environment));
    }

    private void config(String json) throws IOException {
        Files.writeString(docker.resolve("config.json"), json);
    }

    private void add(String protocol, String host, boolean active, @Nullable String nonProxyHosts) {
        Proxy proxy = new Proxy();
        proxy.setProtocol(protocol);
        proxy.setHost(host);
        proxy.setActive(active);
        proxy.setNonProxyHosts(nonProxyHosts);
        settings.addProxy(proxy);
    }
}
