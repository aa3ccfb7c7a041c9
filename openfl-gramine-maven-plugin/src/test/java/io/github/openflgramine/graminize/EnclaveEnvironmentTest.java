package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ContextDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnclaveEnvironmentTest {

    @Test
    void a_comma_within_a_value_ends_nothing() {
        assertThat(EnclaveEnvironment.of("TZ=CET-1CEST,M3.5.0,M10.5.0/3, A_B=c=d")
                        .variables())
                .containsEntry("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
                .containsEntry("A_B", "c=d")
                .hasSize(2);
    }

    @Test
    void a_pom_has_one_on_each_line() {
        assertThat(EnclaveEnvironment.of("\n      A=1\n      B=\n    ").variables())
                .containsEntry("A", "1")
                .containsEntry("B", "")
                .hasSize(2);
        assertThat(EnclaveEnvironment.of(" ").variables()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A                     | expected NAME=VALUE",
                "1A=2                  | expected NAME=VALUE",
                "A=a\"b                | a quote or a backslash",
                "A=a\\b                | a quote or a backslash",
                "A=ü                   | printable ASCII",
                "A=1,A=2               | has A twice",
                "PATH=/opt             | sets PATH",
                "OMP_NUM_THREADS=4     | gramine.numericThreads",
                "OPENFL_GRAMINE_NATIVE=1 | sets OPENFL_GRAMINE_NATIVE",
            })
    void what_cannot_be_set_is_refused(String text, String words) {
        assertThatThrownBy(() -> EnclaveEnvironment.of(text))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("gramine.environment")
                .hasMessageContaining(words);
    }

    @Test
    void each_variable_of_the_template_is_refused_but_the_time_zone() throws IOException {
        String template = new String(
                ContextDirectory.resource("/io/github/openflgramine/gramine/openfl.manifest.ftl"),
                StandardCharsets.UTF_8);
        List<String> names = Pattern.compile("^loader\\.env\\.(\\w+) =", Pattern.MULTILINE)
                .matcher(template)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !name.equals("TZ"))
                .toList();

        assertThat(names)
                .contains("MALLOC_ARENA_MAX", "OPENFL_GRAMINE_PINNED")
                .allSatisfy(name -> assertThatThrownBy(() -> EnclaveEnvironment.of(name + "=1"))
                        .hasMessageContaining("sets " + name + ", which the manifest sets itself"));
    }
}
