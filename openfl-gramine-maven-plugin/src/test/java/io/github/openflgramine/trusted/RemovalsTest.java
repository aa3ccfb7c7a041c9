package io.github.openflgramine.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.ChildProcess;
import io.github.openflgramine.image.ImagePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares how Java and the Python script that removes files in an image's build apply the plugin's rules. */
final class RemovalsTest {

    private static final List<String> PATHS = List.of(
            "/usr/lib/p/tests/x",
            "/usr/lib/p/a/setuptools/x.py",
            "/usr/lib/p/setuptools/x.py",
            "/usr/lib/p/setuptools-66.1.1.egg-info/PKG-INFO",
            "/usr/lib/p/numpy/core/include/numpy/a.h",
            "/usr/lib/p/numpy/core/a.pyx.in",
            "/usr/lib/p/openfl-workspace/workspace/plan/defaults/a.yaml",
            "/usr/lib/p/openfl-workspace/torch/plan.yaml",
            "/usr/share/doc/x/copyright",
            "/usr/share/doc/x/README.gz",
            "/usr/include/a.h",
            "/usr/lib/p/a\nb/tests/ü");

    @TempDir
    private Path scratch;

    @Test
    void the_rules_of_the_plugin_mean_the_same_to_python_and_to_java() throws Exception {
        TrustedRules ours = TestFiles.ours("");
        Path removals = Files.writeString(scratch.resolve("removals"), ours.removals());
        Path paths = Files.writeString(scratch.resolve("paths"), String.join("\0", PATHS));

        ChildProcess python = ChildProcess.python(scratch, "removed_paths.py", removals, paths);

        assertThat(python.exitCode()).as(python.err()).isZero();
        Decisions decisions = ours.in(TestFiles.INTERPRETER, List.of(ImagePath.of("/usr/lib/p")));
        assertThat(python.out().lines().map(line -> line.equals("True")).toList())
                .isEqualTo(PATHS.stream().map(path -> removes(decisions, path)).toList())
                .contains(true, false);
    }

    private static boolean removes(Decisions decisions, String path) {
        return decisions
                .deciding(ImagePath.of(path))
                .filter(rule -> rule.verb() == Verb.REMOVE)
                .isPresent();
    }
}
