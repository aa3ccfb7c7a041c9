package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NativeEnvironmentTest {

    @Test
    void values_are_set_and_what_is_passed_through_is_named() {
        assertThat(environment("""
                [loader.env]
                PATH = "/usr/bin"
                TEXT = 'two words = "one value"\\'
                TABLE.value = "in a table"
                PASSED = { passthrough = true }
                LEFT_OUT = { passthrough = false }
                """)).isEqualTo("""
                PATH=/usr/bin
                TEXT=two words = "one value"\\
                TABLE=in a table
                PASSED
                """);
    }

    @Test
    void what_only_gramine_can_set_is_marked() {
        assertThat(environment("""
                [loader]
                env_src_file = "file:/environment"
                insecure__use_host_env = true
                env.LINES = "line\\nbreak"
                env.ZERO = "\\u0000"
                env."not a\\nname" = "x"
                env.NONE = {}
                """)).isEqualTo("""
                !loader.env_src_file
                !loader.insecure__use_host_env
                !LINES
                !ZERO
                !not a name
                !NONE
                """);
    }

    @Test
    void a_manifest_without_variables_has_no_lines() {
        assertThat(environment("loader.insecure__use_host_env = false\n")).isEmpty();
    }

    private static String environment(String manifest) {
        return NativeEnvironment.of(Manifest.parse(manifest, "test.manifest"));
    }
}
