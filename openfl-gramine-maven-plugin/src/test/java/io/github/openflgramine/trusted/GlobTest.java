package io.github.openflgramine.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {

    private static final Map<String, String> NAMES =
            Map.of("interpreter", "/usr/bin/python3\\.11", "python", "(?:/usr/lib/python3\\.11|/opt/x)");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/a/b.so           | /a/b.so         | /a/b_so /b.so /x/a/b.so",
                "/a/*.so           | /a/x.so /a/.so  | /a/x/y.so /a/x.sox",
                "/a/*.so*          | /a/x.so /a/x.so.1.2 | /a/x.s",
                "/a/?              | /a/x            | /a/ /a/xy",
                "/**/tests         | /tests/x /a/tests/b /a/b/tests | /a/tests2 /testsx/a",
                "/a/**/b           | /a/b /a/x/b /a/x/y/b | /ab /a/xb",
                "/a/**             | /a/x /a/x/y     | /a /ab",
                "/a/x**y           | /a/xy /a/x/1/y  | /a/x",
                "/a/{b,c/d}.x      | /a/b.x /a/c/d.x | /a/b,c/d.x /a/c.x",
                "/a/b{,.gz}        | /a/b /a/b.gz    | /a/b.g",
                "/a/b[0-9_]        | /a/b7 /a/b_     | /a/bx /a/b10",
                "/a                | /a /a/b /a/b/c  | /ab",
                "${interpreter}    | /usr/bin/python3.11 | /usr/bin/python3x11",
                "${python}/x       | /usr/lib/python3.11/x /opt/x/x | /usr/lib/x",
                "/a/x+(y)z,^       | /a/x+(y)z,^     | /a/xyz",
                "/ü/𝄞?             | /ü/𝄞1           | /u/1",
            })
    void matches_these_paths_and_not_those(String glob, String these, String those) {
        String regex = Glob.in(NAMES, Glob.regex(glob));
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        PathAutomaton automaton = new PathAutomaton(List.of(regex));

        assertThat(these.split(" "))
                .allSatisfy(path -> assertThat(path).matches(pattern))
                .allSatisfy(path -> assertThat(automaton.matching(path)).containsExactly(0));
        assertThat(those.split(" "))
                .allSatisfy(path -> assertThat(path).doesNotMatch(pattern))
                .allSatisfy(path -> assertThat(automaton.matching(path)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b       | a path begins with a slash, or with ${python}",
                "/a/       | a path does not end in a slash: a directory means everything below it",
                "/{a,{b}}  | braces cannot be nested",
                "/{a,b     | a brace is not closed",
                "/a}       | a closing brace has no opening brace",
                "/[a       | a bracket holds letters, digits and . _ -",
                "/[]       | a bracket holds letters, digits and . _ -",
                "/[^a]     | a bracket holds letters, digits and . _ -",
                "${home}/a | there are only ${interpreter} and ${python}",
                "/${python | there are only ${interpreter} and ${python}",
            })
    void says_what_is_wrong(String glob, String problem) {
        assertThatThrownBy(() -> Glob.regex(glob))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(problem);
    }

    @Test
    void a_quoted_text_is_that_very_text_for_java_and_python() {
        String text = "/a.b*c?[d]{e}(f)|^$\\+ü-_9";

        assertThat(text).matches(Pattern.compile(Glob.quote(text)));
        assertThat(Glob.quote(text)).isEqualTo("/a\\.b\\*c\\?\\[d\\]\\{e\\}\\(f\\)\\|\\^\\$\\\\\\+ü\\-_9");
    }
}
