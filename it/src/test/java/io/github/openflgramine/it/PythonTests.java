package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/**
 * Runs the tests of the Python package, and of the templates' Python code, which are in the archetype's module: a directory for each
 * template.
 */
final class PythonTests {

    static final Path DIRECTORY = Path.of("../openfl-workspace-archetype/src/test/python")
            .toAbsolutePath()
            .normalize();

    static final Path PACKAGE =
            Path.of("../openfl-gramine-python/src").toAbsolutePath().normalize();

    private PythonTests() {}

    /** Runs the tests of the Python package. */
    static void runOfPackage(Path workspace, String image) {
        run("/package/test/python", "openfl_gramine", workspace, image);
    }

    /** Runs a directory's tests of a workspace's code in a container without a network; fails if a test fails. */
    static void run(String directory, Path workspace, String image) {
        run("/tests/" + directory, directory, workspace, image);
    }

    private static void run(String path, String name, Path workspace, String image) {
        List<String> output = Docker.run(
                "run",
                "--rm",
                "--network=none",
                "--workdir=/tmp",
                "--volume=" + workspace + ":/workspace:ro",
                "--volume=" + DIRECTORY + ":/tests:ro",
                "--volume=" + PACKAGE + ":/package:ro",
                "--env=PYTHONPATH=/workspace:/tests:/package/main/python:/package/test/python",
                "--env=PYTHONDONTWRITEBYTECODE=1",
                "--env=OMP_NUM_THREADS=1",
                "--entrypoint=sh",
                image,
                "-c",
                "exec python3 -m unittest discover --start-directory=\"$0\" 2>&1",
                path);
        // Python before 3.12 reports success if there are no tests.
        assertThat(output).as(name).anyMatch(line -> line.matches("Ran [1-9]\\d* tests? in .*"));
        output.stream()
                .filter(line -> line.startsWith("Ran "))
                .forEach(ran -> System.out.println("Python tests of " + name + ": " + ran));
    }
}
