package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.HostileText;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The border to Dockerfiles: variables, quotes and lines of their own. */
final class DockerfileTextTest {

    /** A word in double quotes, in which a backslash takes away the meaning of what comes next. */
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"$\\\\\\n]|\\\\[\"$\\\\])*)\"");

    @Test
    void a_value_is_one_word_without_variables() {
        assertThat(HostileText.lines()).hasSizeGreaterThan(150).allSatisfy(text -> {
            String quoted = DockerfileText.quoted(text);

            assertThat(quoted).matches(QUOTED);
            assertThat(quoted.substring(1, quoted.length() - 1).replaceAll("\\\\([\"$\\\\])", "$1"))
                    .isEqualTo(text);
        });
    }

    @Test
    void a_value_of_more_than_one_line_is_refused() {
        for (String text : List.of("a\nRUN touch /pwned", "a\rb", "a\0b", "a\u2028b", "a\u0085b")) {
            assertThatThrownBy(() -> DockerfileText.quoted(text))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("A value for a Dockerfile has more than one line: 'a?");
        }
    }

    @Test
    void a_base_image_is_a_name_and_nothing_else() {
        for (String name : List.of(
                "debian:bookworm-slim",
                "docker.io/library/debian@sha256:" + "ab".repeat(32),
                "localhost:5000/a/b__c:T",
                "sha256:" + "ab".repeat(32))) {
            assertThat(DockerfileText.image(name, "gramine.baseImage")).isEqualTo(name);
        }
        for (String name : List.of(
                "",
                " a",
                "a b",
                "a\nRUN x",
                "${A}",
                "$A",
                "--platform=linux/arm64",
                "a AS b",
                "a#b",
                "a\\",
                "\"a\"",
                "größe")) {
            assertThatThrownBy(() -> DockerfileText.image(name, "gramine.baseImage"))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("gramine.baseImage=")
                    .hasMessageContaining(" is not the name of an image.");
        }
    }
}
