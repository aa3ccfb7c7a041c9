package io.github.openflgramine.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequirementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "numpy|numpy|''|''",
                "  Zope.Interface==8.0|zope-interface|''|==8.0",
                "torch [cpu] >=2,<3 ; python_version < '3.12'|torch|[cpu]|' >=2,<3'",
                "a==1 --hash=sha256:00 --hash=sha256:11|a|''|==1",
                "a==1  # tested|a|''|==1",
                "a[b,c] @ https://example.org/a.whl#sha256=00|a|[b,c]|' @ https://example.org/a.whl'",
            })
    void a_requirement_has_a_name_extras_and_versions(String line, String name, String extras, String versions) {
        assertThat(Requirement.parse(line)).contains(new Requirement(new PythonName(name), extras, versions));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# numpy",
                "-r more.txt",
                "--index-url https://example.org/simple",
                "git+https://example.org/a.git",
                "./a",
                "wheels/a-1.0-py3-none-any.whl",
            })
    void a_line_without_a_name_is_no_requirement(String line) {
        assertThat(Requirement.parse(line)).isEmpty();
    }

    @Test
    void names_are_the_same_whatever_their_case_and_their_punctuation() {
        assertThat(new PythonName("Ruamel._-Yaml_"))
                .isEqualTo(new PythonName("ruamel.yaml-"))
                .hasToString("ruamel-yaml-");
    }
}
