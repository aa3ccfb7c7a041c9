package io.github.openflgramine.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps of an image's build that take files away or compile them, on folders of the test's own. */
final class ImageStepsTest {

    private static final String BUILD =
            ChildProcess.SCRIPTS.resolveSibling("prepare").toAbsolutePath().toString();
    private static final String FINISH =
            ChildProcess.SCRIPTS.resolve("finish").toAbsolutePath().toString();

    @TempDir
    Path root;

    @Test
    void what_the_rules_remove_goes_with_the_folders_that_are_empty_then() throws Exception {
        write("usr/lib/p/tests/a/x.py", "12345");
        write("usr/lib/p/tests/y.py", "678");
        write("usr/lib/p/tests/keep/z.py", "");
        write("usr/lib/p/m.py", "");
        write("usr/share/tests/not/python", "");
        Files.createDirectories(root.resolve("usr/lib/p/always-empty"));
        Files.createSymbolicLink(root.resolve("usr/lib/p/tests/link"), Path.of("keep"));

        String removed = python(BUILD, """
                import json, remove
                python = {"interpreter": "/usr/bin/python3", "sys_path": [root + "/usr/lib/p", "/elsewhere"]}
                rules = remove.rules('''keep ${python}(?:/.*)?
                remove ${python}/(?:.*/)?tests(?:/.*)?
                keep ${python}/tests/keep(?:/.*)?
                '''.replace("    ", ""), python)
                print(json.dumps(remove.remove(rules, root), sort_keys=True))
                """);

        assertThat(files())
                .containsExactly(
                        "usr/lib/p/always-empty",
                        "usr/lib/p/m.py",
                        "usr/lib/p/tests/keep/z.py",
                        "usr/share/tests/not/python");
        assertThat(removed).isEqualTo("""
                {"${python}/(?:.*/)?tests(?:/.*)?": {"bytes": 12, "files": 3}}
                """);
    }

    @Test
    void no_pyc_depends_on_a_time_afterwards() throws Exception {
        for (String name : List.of("timed", "checked", "unchecked", "broken")) {
            write(name + ".py", "x = 1\n");
        }
        python(FINISH, """
                import py_compile
                modes = py_compile.PycInvalidationMode
                for name, mode in ("timed", modes.TIMESTAMP), ("checked", modes.CHECKED_HASH), ("unchecked", modes.UNCHECKED_HASH), ("broken", modes.TIMESTAMP):
                    py_compile.compile(f"{root}/{name}.py", invalidation_mode=mode)
                """);
        write("broken.py", "x = (\n");
        write("__pycache__/orphan.cpython-311.pyc", "whatever");
        write("other.pyc", "for no Python at all");

        String left = python(FINISH, """
                import pathlib, runpy
                step = runpy.run_path(sys.path[0] + "/__main__.py", run_name="step")
                for path in sorted(map(str, pathlib.Path(root).rglob("*.pyc"))):
                    step["make_independent_of_times"](path)
                for path in sorted(pathlib.Path(root).rglob("*.pyc")):
                    print(path.name.split(".")[0], path.read_bytes()[4:8].hex())
                """);

        assertThat(left).isEqualTo("checked 01000000\ntimed 01000000\nunchecked 01000000\n");
    }

    @Test
    void what_went_from_the_base_goes_from_the_image() throws Exception {
        write("base/a", "");
        write("base/folder/b", "");
        write("base/kept", "");
        Files.createSymbolicLink(root.resolve("base/link"), Path.of("kept"));
        write(
                "removed",
                String.join(
                        "\0",
                        "." + root + "/base/a",
                        "." + root + "/base/folder",
                        "." + root + "/base/folder/b",
                        "." + root + "/base/link",
                        "./no/such/file",
                        ""));

        python(FINISH, """
                import pathlib, runpy
                step = runpy.run_path(sys.path[0] + "/__main__.py", run_name="step")
                step["remove_from_base"](pathlib.Path(root) / "removed")
                """);

        assertThat(files()).containsExactly("base/kept", "removed");
    }

    @Test
    void the_rules_of_the_plugin_mean_the_same_to_python_and_to_java() throws Exception {
        List<String> paths = List.of(
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
        Files.writeString(root.resolve("removals"), io.github.openflgramine.trusted.RemovalsOfOurs.text());
        Files.writeString(root.resolve("paths"), String.join("\0", paths));

        String python = python(BUILD, """
                import remove
                rules = remove.rules(open(root + "/removals").read(), {"interpreter": "/usr/bin/python3.11", "sys_path": ["/usr/lib/p"]})
                for path in open(root + "/paths", newline="").read().split("\\0"):
                    print(next((rule[0] for rule in rules if rule[2].fullmatch(path)), False))
                """);

        assertThat(python.lines().map(line -> line.equals("True")).toList())
                .isEqualTo(paths.stream()
                        .map(io.github.openflgramine.trusted.RemovalsOfOurs::removes)
                        .toList());
    }

    private String python(String scripts, String program) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-I", "-B", "-c"));
        command.add("import sys\nsys.path.insert(0, sys.argv[1])\nroot = sys.argv[2]\n" + program);
        command.addAll(List.of(scripts, root.toString()));
        ChildProcess run = ChildProcess.run(Files.createTempDirectory("steps"), Map.of(), command);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out();
    }

    private void write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** All files, and folders that are empty. */
    private List<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> !Files.isDirectory(path) || isEmpty(path))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private static boolean isEmpty(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.findAny().isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
