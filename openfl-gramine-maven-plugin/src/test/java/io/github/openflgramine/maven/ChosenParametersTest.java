package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class ChosenParametersTest {

    @Test
    void the_command_line_comes_before_the_pom_and_other_plugins_are_nobodys_business() {
        assertThat(ChosenParameters.of(
                        of("openfl.version", "1.8", "gramine.enclaveSize", "8G", "db.password", "secret"),
                        of("openfl.version", "1.9", "maven.test.skip", "true")))
                .containsExactly(Map.entry("gramine.enclaveSize", "8G"), Map.entry("openfl.version", "1.9"));
    }

    @Test
    void what_is_about_keys_or_this_machine_is_left_out() {
        assertThat(ChosenParameters.of(
                        of("openfl.firstImage.context", "/home/somebody/target", "gramine.signingKeyServer", "key"),
                        of(
                                "gramine.signingKey",
                                "/home/somebody/key.pem",
                                "openfl.releaseKey",
                                "/home/somebody/r.pem")))
                .isEmpty();
    }

    private static Properties of(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return properties;
    }
}
