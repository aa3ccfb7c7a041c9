package io.github.openflgramine.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which modules an actor can reach by import, found by the last step of an image's build; here in folders of the test's own. */
final class ReachedModulesTest {

    private static final String REACHED = """
            import json, sys
            from pathlib import Path
            scripts, packages, workspace, launcher = sys.argv[1:]
            sys.path[:] = [scripts, *sys.path, packages]
            import imports
            found = imports.reached(Path(workspace), Path(launcher))
            for path, importer in sorted(found.items()):
                if path.startswith((packages, workspace)):
                    print(path.replace(packages, "@").replace(workspace, "/workspace"), importer)
            """;

    @TempDir
    Path scratch;

    @BeforeEach
    void layOut() throws IOException {
        write("actor.py", "def late():\n    import launched\n");
        write("workspace/plan/plan.yaml", "aggregator:\n  template: planned.part.Aggregator\n  file: plan/x.yaml\n");
        write("workspace/src/__init__.py", "");
        write("packages/openfl/__init__.py", "");
        write("packages/launched.py", "");
        write("packages/planned/part.py", "");
        write("packages/unwanted.py", "");
    }

    @Test
    void launcher_openfl_plan_and_workspace_are_where_it_begins() throws Exception {
        write("workspace/src/taskrunner.py", "import wanted\n");
        write("packages/wanted.py", "");
        write("packages/openfl/interface/__init__.py", "");
        write("packages/openfl/interface/aggregator.py", "");

        assertThat(reached())
                .containsExactlyInAnyOrder(
                        "/workspace/src/__init__.py workspace",
                        "/workspace/src/taskrunner.py workspace",
                        "@/launched.py actor.py",
                        "@/openfl/__init__.py openfl",
                        "@/openfl/interface/__init__.py openfl",
                        "@/openfl/interface/aggregator.py openfl",
                        "@/planned/part.py plan.yaml",
                        "@/wanted.py src.taskrunner");
    }

    @Test
    void every_import_counts_wherever_it_stands() throws Exception {
        write("workspace/src/a.py", """
                import plain, first.second as other
                from package import module, CONSTANT
                from .b import x
                try:
                    import tried
                except ImportError:
                    pass
                if x:
                    from package.deep import *
                def f():
                    class C:
                        import inner
                """);
        write("workspace/src/b.py", "x = 1");
        for (String module : List.of(
                "plain",
                "first/__init__",
                "first/second",
                "package/__init__",
                "package/module",
                "package/deep",
                "tried",
                "inner")) {
            write("packages/" + module + ".py", "");
        }

        assertThat(reached())
                .contains(
                        "/workspace/src/b.py workspace",
                        "@/first/__init__.py src.a",
                        "@/first/second.py src.a",
                        "@/inner.py src.a",
                        "@/package/__init__.py src.a",
                        "@/package/deep.py src.a",
                        "@/package/module.py src.a",
                        "@/plain.py src.a",
                        "@/tried.py src.a")
                .noneMatch(line -> line.contains("unwanted") || line.contains("CONSTANT"));
    }

    @Test
    void relative_imports_begin_at_their_own_package() throws Exception {
        write("workspace/src/a.py", "import p.q.r\n");
        write("packages/p/__init__.py", "");
        write("packages/p/q/__init__.py", "from . import s\n");
        write("packages/p/q/r.py", "from .s import x\nfrom .. import t\nfrom ..u import y\nfrom .......... import z\n");
        write("packages/p/q/s.py", "");
        write("packages/p/t.py", "");
        write("packages/p/u.py", "");

        assertThat(reached())
                .contains("@/p/q/s.py p.q", "@/p/t.py p.q.r", "@/p/u.py p.q.r", "@/p/q/r.py src.a")
                .hasSize(11);
    }

    @Test
    void a_package_may_have_no_init_and_lie_in_two_places() throws Exception {
        write("workspace/src/a.py", "import split.one, split.two, split.below.three\n");
        write("packages/split/one.py", "");
        write("packages/split/below/three.py", "");
        write("workspace/split/two.py", "");

        assertThat(reached())
                .contains("@/split/one.py src.a", "@/split/below/three.py src.a", "/workspace/split/two.py src.a");
    }

    @Test
    void the_compiled_file_is_named_where_there_is_one_and_what_does_not_compile_ends_there() throws Exception {
        write("workspace/src/a.py", "import compiled, broken, extension\n");
        write("packages/compiled.py", "import further\n");
        write("packages/further.py", "");
        write("packages/broken.py", "import further (\n");
        write("packages/extension.abi3.so", "ELF");
        ChildProcess compiled = ChildProcess.run(
                scratch, Map.of(), List.of("python3", "-m", "compileall", "-q", "packages/compiled.py"));
        assertThat(compiled.exitCode()).isZero();

        assertThat(reached())
                .anyMatch(line -> line.matches("@/__pycache__/compiled\\.cpython-\\d+\\.pyc src\\.a"))
                .contains("@/further.py compiled", "@/broken.py src.a", "@/extension.abi3.so src.a");
    }

    private void write(String name, String text) throws IOException {
        Path file = scratch.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> reached() throws Exception {
        ChildProcess run = ChildProcess.run(
                scratch,
                Map.of(),
                List.of(
                        "python3",
                        "-I",
                        "-B",
                        "-c",
                        REACHED,
                        ChildProcess.SCRIPTS.resolve("finish").toAbsolutePath().toString(),
                        scratch.resolve("packages").toString(),
                        scratch.resolve("workspace").toString(),
                        scratch.resolve("actor.py").toString()));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.out().lines().toList();
    }
}
