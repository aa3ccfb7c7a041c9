package io.github.openflgramine.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.trusted.Explanation.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplanationTest {

    @TempDir
    Path root;

    private Explanation explanation;

    @BeforeEach
    void explain() {
        EnclaveFiles files = new TestFiles(root)
                .imported("/usr/lib/python3.11/__pycache__/os.pyc", "site")
                .with("/usr/lib/python3.11/os.py", "/usr/lib/python3.11/a/larger/one.py", "/usr/share/x")
                .removed("${python}/**/tests", 7, 4711)
                .read();
        TrustedRules rules =
                TrustedRules.of("include ${python}\nexclude ${python}/**/*.py\nremove ${python}/**/tests\n");
        Decisions decisions = TestFiles.decisions(rules);
        explanation = new Explanation(files, rules, decisions, FileSelection.of(files, decisions));
    }

    @Test
    void each_rule_has_the_files_over_which_it_decides() {
        assertThat(explanation.effects())
                .extracting(
                        effect -> effect.rule().map(Rule::line).orElse(0),
                        RuleEffect::files,
                        RuleEffect::bytes,
                        RuleEffect::listed,
                        RuleEffect::listedBytes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, 1, 38L, 1, 38L),
                        org.assertj.core.groups.Tuple.tuple(2, 2, 60L, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(3, 7, 4711L, 0, 0L),
                        org.assertj.core.groups.Tuple.tuple(0, 1, 12L, 0, 0L));
    }

    @Test
    void the_largest_that_are_left_out_come_first() {
        assertThat(explanation.largestLeftOut(2))
                .extracting(verdict -> verdict.path().name())
                .containsExactly("one.py", "os.py");
    }

    @Test
    void one_path_has_all_rules_that_match_it_and_who_wants_it() {
        Verdict listed = explanation.of(ImagePath.of("/usr/lib/python3.11/__pycache__/os.pyc"));
        Verdict excluded = explanation.of(ImagePath.of("/usr/lib/python3.11/os.py"));
        Verdict absent = explanation.of(ImagePath.of("/usr/lib/python3.11/x/tests/y"));

        assertThat(listed.isListed()).isTrue();
        assertThat(listed.wantedBy()).contains("site");
        assertThat(excluded.isListed()).isFalse();
        assertThat(excluded.matching()).extracting(Rule::line).containsExactly(1, 2);
        assertThat(excluded.deciding()).map(Rule::line).contains(2);
        assertThat(absent.file()).isEmpty();
        assertThat(absent.deciding()).map(Rule::verb).contains(Verb.REMOVE);
    }
}
