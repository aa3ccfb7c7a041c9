package io.github.openflgramine.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with Java's regular expressions. */
final class PathAutomatonTest {

    private static final String[] PIECES = {
        "a", "b", "ab", "/", "/", "*", "**", "/**/", "?", "[ab]", "{a,b/a}", "{,a*}", ".so", "é", "${python}"
    };

    private final Random random = new Random(20261123);

    @Test
    void says_of_each_path_which_of_many_expressions_match_it() {
        int matches = 0;
        for (int round = 0; round < 200; round++) {
            List<String> expressions = expressions(20);
            PathAutomaton automaton = new PathAutomaton(expressions);
            for (int i = 0; i < 100; i++) {
                String path = path(1 + random.nextInt(12), "ab/.soé");
                List<Integer> expected = matching(expressions, path);
                assertThat(automaton.matching(path))
                        .as("%s of %s", path, expressions)
                        .isEqualTo(expected);
                matches += expected.size();
            }
        }
        assertThat(matches).isGreaterThan(10_000);
    }

    @Test
    void forgets_states_when_they_become_too_many() {
        List<String> expressions = List.of(Glob.regex("/**a" + "?".repeat(18)), Glob.regex("/**b" + "?".repeat(20)));
        PathAutomaton automaton = new PathAutomaton(expressions);

        for (int i = 0; i < 1500; i++) {
            String path = path(60, "ab");
            assertThat(automaton.matching(path)).as(path).isEqualTo(matching(expressions, path));
        }
    }

    private static List<Integer> matching(List<String> expressions, String path) {
        return IntStream.range(0, expressions.size())
                .filter(i -> Pattern.compile(expressions.get(i), Pattern.DOTALL)
                        .matcher(path)
                        .matches())
                .boxed()
                .toList();
    }

    private List<String> expressions(int count) {
        List<String> expressions = new ArrayList<>();
        while (expressions.size() < count) {
            StringBuilder glob = new StringBuilder("/");
            for (int i = random.nextInt(6); i >= 0; i--) {
                glob.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (glob.charAt(glob.length() - 1) != '/') {
                expressions.add(Glob.in(Map.of("python", "(?:/a|/b/a)"), Glob.regex(glob.toString())));
            }
        }
        return expressions;
    }

    private String path(int length, String alphabet) {
        StringBuilder path = new StringBuilder("/");
        for (int i = 0; i < length; i++) {
            path.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return path.toString();
    }
}
