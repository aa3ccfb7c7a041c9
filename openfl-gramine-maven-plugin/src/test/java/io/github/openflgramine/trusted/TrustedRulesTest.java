package io.github.openflgramine.trusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustedRulesTest {

    @Test
    void of_the_rules_that_match_the_last_one_decides() {
        Decisions decisions = TestFiles.decisions(
                TrustedRules.of("include /a\n\n# a comment\nexclude /a/**/*.py\n  include   /a/x y.py  \n"));

        assertThat(decisions.deciding(ImagePath.of("/a/b.txt")))
                .contains(new Rule(Verb.INCLUDE, "/a", "trusted.txt", 1));
        assertThat(decisions.deciding(ImagePath.of("/a/b.py")))
                .contains(new Rule(Verb.EXCLUDE, "/a/**/*.py", "trusted.txt", 4));
        assertThat(decisions.deciding(ImagePath.of("/a/x y.py")))
                .contains(new Rule(Verb.INCLUDE, "/a/x y.py", "trusted.txt", 5));
        assertThat(decisions.deciding(ImagePath.of("/b"))).isEmpty();
        assertThat(decisions.matching(ImagePath.of("/a/x y.py"))).hasSize(3);
    }

    @Test
    void a_workspaces_rules_come_behind_the_plugins() {
        TrustedRules rules = TrustedRules.of("include /a\n", "# ours\nexclude /a/b\n");

        assertThat(rules.rules()).extracting(Rule::where).containsExactly("trusted.txt:1", "gramine/trusted.txt:2");
    }

    @Test
    void a_workspaces_rules_take_the_place_of_the_plugins_where_they_say_so_first() {
        TrustedRules rules = TrustedRules.of("include /a\n", "\n# mine\nreplace\ninclude /b\n");

        assertThat(rules.rules()).containsExactly(new Rule(Verb.INCLUDE, "/b", "gramine/trusted.txt", 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allow /a            | there is no allow; a rule begins with include, needed, exclude or remove",
                "include             | include is without a path",
                "replace /a          | replace must be alone on its line, before all rules",
                "include a/b         | a/b: a path begins with a slash, or with ${python}",
                "include /[z-a]      | /[z-a]: a bracket holds letters, digits and . _ -",
            })
    void what_is_no_rule_is_refused_with_its_line(String line, String problem) {
        assertThatThrownBy(() -> TrustedRules.of("include /a\n", "include /b\n\n" + line))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine/trusted.txt, line 3: " + problem + ". ");
    }

    @Test
    void replace_is_refused_behind_a_rule() {
        assertThatThrownBy(() -> TrustedRules.of("", "include /b\nreplace\n"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "gramine/trusted.txt, line 2: replace must be alone on its line, before all rules.");
    }

    @Test
    void for_the_build_each_rule_says_whether_it_removes() {
        TrustedRules rules = TrustedRules.of("include ${python}\nremove ${python}/**/tests\nneeded /x\n");

        assertThat(rules.removals()).isEqualTo("""
                keep ${python}(?:/.*)?
                remove ${python}/(?:.*/)?tests(?:/.*)?
                keep /x(?:/.*)?
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "include, /usr/bin/python3.11",
        "include, /usr/lib/x86_64-linux-gnu/gramine/libsysdb.so",
        "include, /usr/lib/x86_64-linux-gnu/gramine/runtime/glibc/libc.so.6",
        "needed,  /usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so",
        "needed,  /usr/lib/x86_64-linux-gnu/libz.so.1",
        "include, /usr/lib/python3.11/__pycache__/os.cpython-311.pyc",
        "exclude, /usr/lib/python3.11/os.py",
        "include, /usr/local/lib/python3.11/dist-packages/tensorflow/python/ops/math_ops.py",
        "include, /usr/local/lib/python3.11/dist-packages/openfl/federated/plan/plan.py",
        "remove,  /usr/bin/lscpu",
        "exclude, /usr/local/lib/python3.11/dist-packages/keras/src/models/model.py",
        "include, /usr/local/lib/python3.11/dist-packages/torch/nn/modules/conv.py",
        "remove,  /usr/local/lib/python3.11/dist-packages/torch/include/torch/extension.h",
        "include, /usr/local/lib/python3.11/dist-packages/numpy/testing/__pycache__/__init__.cpython-311.pyc",
        "remove,  /usr/local/lib/python3.11/dist-packages/numpy/tests/__pycache__/x.cpython-311.pyc",
        "include, /usr/local/lib/python3.11/dist-packages/certifi/cacert.pem",
        "include, /usr/local/lib/python3.11/dist-packages/flask-3.1.dist-info/METADATA",
        "exclude, /usr/local/lib/python3.11/dist-packages/flask-3.1.dist-info/RECORD",
        "exclude, /usr/local/lib/python3.11/dist-packages/flask-3.1.dist-info/licenses/LICENSE.txt",
        "remove,  /usr/local/lib/python3.11/dist-packages/setuptools/__init__.py",
        "remove,  /usr/local/lib/python3.11/dist-packages/setuptools-66.1.1.egg-info/PKG-INFO",
        "needed,  /usr/local/lib/python3.11/dist-packages/pip/_internal/__pycache__/x.cpython-311.pyc",
        "remove,  /usr/local/lib/python3.11/dist-packages/openfl-workspace/torch/mnist/plan/plan.yaml",
        "include, /usr/local/lib/python3.11/dist-packages/openfl-workspace/workspace/plan/defaults/network.yaml",
        "include, /workspace/src/taskrunner.py",
        "include, /workspace/plan/plan.yaml",
        "exclude, /workspace/plan/cols.yaml",
        "exclude, /workspace/data/iris.csv",
        "exclude, /opt/openfl-gramine/start",
        "exclude, /usr/bin/bash",
        "exclude, /etc/passwd",
    })
    void the_plugins_own_rules(String verb, String path) {
        Verb decided = TestFiles.decisions(TestFiles.ours(""))
                .deciding(ImagePath.of(path))
                .map(Rule::verb)
                .orElse(Verb.EXCLUDE);

        assertThat(decided).hasToString(verb);
    }
}
