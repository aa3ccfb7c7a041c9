package io.github.openflgramine.toml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.Manifest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeaningfulLinesTest {

    @Test
    void thousands_of_empty_lines_and_comments_take_no_time() {
        String nothing = "\n".repeat(20_000) + " \t# comment\r\n".repeat(20_000);
        Manifest manifest = Manifest.parse("a = [1,\n" + nothing + "2]\n" + nothing + "b = 3\n" + nothing, "m");

        assertThat(manifest.get("a")).contains(List.of(1L, 2L));
        assertThat(manifest.at(List.of("a", 1))).isEqualTo("m, line 40002, column 1");
        assertThat(manifest.at(List.of("b"))).isEqualTo("m, line 80003, column 1");
    }

    @Test
    void a_mistake_is_told_with_the_line_where_it_stands() {
        assertThatThrownBy(() -> Manifest.parse("# one\n\n# three\na = 1 # four\n\n  b = z\n", "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is not TOML: line 6, column 7: ")
                .hasMessageContaining("(b = z)");
        assertThatThrownBy(() -> Manifest.parse("a = [1\n\n\n\n", "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("m is not TOML: line 5, column 1: ");
        assertThatThrownBy(() -> Manifest.parse("\n\na = 1\n\n\na = 2\n", "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is not TOML: line 6, column 1: a previously defined at line 3, column 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"\"\n\n# x\n\"\"\"",
                "'''\n\n# x\n'''",
                "\"\"\"a \\\"\"\"\n\n# x\n\"\"\"",
                "'''a \\'''",
                "\"\"\"\n\"\"\n\n#\"\"\"\"\"",
                "'''\n''\n\n#'''''",
                "\"\"\"\\\n\n\n   # x\"\"\"",
                "\"\\\"#\"",
                "'\\'",
                "\"\\\"'''\"",
                "\"\\\\\"",
                "\"'''\"",
                "'\"\"\"'",
                "'\\'",
                "\"\"",
                "''",
                "\"\\\"\", \"\"\"\n\n# x\n\"\"\"",
                "'\\', \"\"\"\n\n# x\n\"\"\"",
                "\"a#\", \"\"\"\n\n# x\n\"\"\"",
                "\"\"\"a\"\"\"\", '''\n\n# x\n'''",
                "'''a''''', \"\"\"\n\n# x\n\"\"\""
            })
    void what_stands_in_a_string_stays(String value) {
        String text = "a = [" + value + ",\n\n# comment\n" + value + "] # \"\"\" '''\n\n#\nb = 1\n";

        assertThat(MeaningfulLines.of(text).text())
                .isEqualTo("a = [" + value + ",\n" + value + "] # \"\"\" '''\nb = 1\n");
        Manifest manifest = Manifest.parse(text, "m");
        List<?> both = (List<?>) manifest.get("a").orElseThrow();
        assertThat(both.subList(0, both.size() / 2)).isEqualTo(both.subList(both.size() / 2, both.size()));
        assertThat(manifest.get("b")).contains(1L);
    }

    @Test
    void a_line_that_means_nothing_is_not_shown_to_the_parser() {
        MeaningfulLines lines = MeaningfulLines.of("\r\n# one\r\n \t#\ttwo ~\n \t\na = 1\n# end");

        assertThat(lines.text()).isEqualTo("a = 1\n");
        assertThat(lines.numberOf(1)).isEqualTo(5);
    }

    @Test
    void of_strings_that_follow_each_other_the_parser_sees_the_first() {
        MeaningfulLines lines =
                MeaningfulLines.of("a = [\n  \"one\",\n  \"two ~\",\n  \"\",\n\t\"x\",\n\t\"y\",\n  \"three\",\n]\n");

        assertThat(lines.text()).isEqualTo("a = [\n  \"one\",\n\t\"x\",\n  \"three\",\n]\n");
        assertThat(lines.furtherBehind(2)).containsExactly("two ~", "");
        assertThat(lines.furtherBehind(3)).containsExactly("y");
        assertThat(lines.furtherBehind(4)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(chars = {127, 31, 0})
    void what_no_string_may_have_is_refused_in_a_long_list_too(char control) {
        assertThatThrownBy(() -> Manifest.parse("a = [\n\"one\",\n\"two" + control + "\",\n]\n", "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is not TOML: line 3, column 5");
    }

    @Test
    void a_comment_that_toml_does_not_allow_is_refused_all_the_same() {
        assertThatThrownBy(() -> Manifest.parse("\n#\u0001\n\n#\u0001\na = 1\n", "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is not TOML: line 2, column ");
        assertThatThrownBy(() -> Manifest.parse("a = 1\n \r \n", "m")).isInstanceOf(GraminizeException.class);
    }

    @Test
    void a_long_list_of_strings_is_read_as_if_each_line_had_been_parsed() {
        Manifest manifest = Manifest.parse("""
                a = [
                  "one", "1",
                  "two",
                  "three \\u0023",
                  "four",
                  "five",

                  "six",
                   "seven",
                  "eight",
                  "n\\"ine",
                  "ten",
                  "élève",
                  "twelve",
                  "thirteen"
                ]
                b = [[
                  "x",
                  "",
                ], "y"]
                c = \"""
                  "x",
                  "y",
                \"""
                """, "m");

        assertThat(manifest.get("a"))
                .contains(List.of(
                        "one",
                        "1",
                        "two",
                        "three #",
                        "four",
                        "five",
                        "six",
                        "seven",
                        "eight",
                        "n\"ine",
                        "ten",
                        "élève",
                        "twelve",
                        "thirteen"));
        assertThat(manifest.get("b")).contains(List.of(List.of("x", ""), "y"));
        assertThat(manifest.get("c")).contains("  \"x\",\n  \"y\",\n");
        assertThat(manifest.at(List.of("a", 4))).isEqualTo("m, line 5, column 3");
        assertThat(manifest.at(List.of("a", 5))).isEqualTo("m, line 6, column 3");
        assertThat(manifest.at(List.of("a", 6))).isEqualTo("m, line 8, column 3");
        assertThat(manifest.at(List.of("a", 7))).isEqualTo("m, line 9, column 4");
        assertThat(manifest.at(List.of("a", 13))).isEqualTo("m, line 15, column 3");
        assertThat(manifest.at(List.of("a", 14))).isEqualTo("m, line 1, column 1");
        assertThat(manifest.at(List.of("b", 0, 1))).isEqualTo("m, line 19, column 3");
        assertThat(manifest.at(List.of("b", 1))).isEqualTo("m, line 20, column 4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a = 1\n\"x\",\n\"y\",\n",
                "a = \n\"x\",\n\"y\",\n",
                "a = [\n\"x\"\n\"y\",\n\"z\",\n]\n",
                "a = {b = 1,\n\"x\",\n\"y\",\n}\n",
                "a = [\n\"x\",\n\"y\",\n",
                "\"x\",\n\"y\",\n = 1\n"
            })
    void a_list_of_strings_where_there_is_no_array_is_a_mistake(String text) {
        assertThatThrownBy(() -> Manifest.parse(text, "m"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("m is not TOML: line ");
    }
}
