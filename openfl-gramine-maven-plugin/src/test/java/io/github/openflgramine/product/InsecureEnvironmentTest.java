package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class InsecureEnvironmentTest {

    @ParameterizedTest
    @ValueSource(strings = {"LD_PRELOAD", "LD_AUDIT", "PYTHONPATH", "PYTHONSTARTUP"})
    void a_variable_that_decides_which_code_runs_would_fail_a_production_build(String name) {
        assertThat(found("loader.env." + name + " = \"x\"")).singleElement().satisfies(setting -> {
            assertThat(setting.rule()).isEqualTo(ProductionRule.ENVIRONMENT);
            assertThat(setting.problem()).contains("loader.env." + name);
        });
    }

    @Test
    void the_templates_own_and_others_do_not() {
        assertThat(found("""
                loader.env.LD_LIBRARY_PATH = "/lib"
                loader.env.PYTHONDONTWRITEBYTECODE = "1"
                loader.env.TZ = "UTC0"
                """)).isEmpty();
    }

    private static List<InsecureSetting> found(String manifest) {
        return InsecureSettings.of(Manifest.parse(manifest + "\n", "demo.manifest"), Role.AGGREGATOR);
    }
}
