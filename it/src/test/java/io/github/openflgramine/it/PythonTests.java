package io.github.openflgramine.it;

import java.nio.file.Path;

/** The tests in {@code src/test/python}, a directory for each kind of workspace. */
final class PythonTests {

    private static final Path DIRECTORY = Path.of("src/test/python").toAbsolutePath();

    private PythonTests() {}

    /** Runs a directory's tests of a workspace's code in a container without a network; fails where one of them does. */
    static void run(String directory, Path workspace, String image) {
        Docker.run(
                "run",
                "--rm",
                "--network=none",
                "--workdir=/tmp",
                "--volume=" + workspace + ":/workspace:ro",
                "--volume=" + DIRECTORY + ":/tests:ro",
                "--env=PYTHONPATH=/workspace:/tests",
                "--env=PYTHONDONTWRITEBYTECODE=1",
                "--env=OMP_NUM_THREADS=1",
                "--entrypoint=python3",
                image,
                "-m",
                "unittest",
                "discover",
                "--start-directory=/tests/" + directory);
    }
}
