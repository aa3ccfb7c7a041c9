package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the real OpenFL 1.9 in a container of the base image, on a directory of this machine and as its owner. */
record Fx(Path directory) {

    /** Returns the output of fx; fails if fx fails. */
    List<String> run(String... words) throws IOException {
        return inContainer("fx", words);
    }

    /** Starts fx in the background, on this machine's network and in a container of this name. */
    void start(String container, String... words) throws IOException {
        inContainer(List.of("--detach", "--name=" + container, "--network=host"), "fx", words);
    }

    /** Returns the output of a Python program in the directory; fails if it fails. */
    List<String> python(String... words) throws IOException {
        return inContainer("python3", words);
    }

    private List<String> inContainer(String program, String... words) throws IOException {
        return inContainer(List.of("--rm", "--network=none"), program, words);
    }

    private List<String> inContainer(List<String> how, String program, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("run"));
        command.addAll(how);
        command.addAll(List.of(
                "--user=" + Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid"),
                "--env=HOME=/tmp",
                // As after pip install of the plugin's package, which workspaces of the archetype ask for.
                "--mount=type=bind,source=" + PythonTests.PACKAGE + "/main/python,target=/package,readonly",
                "--env=PYTHONPATH=/package",
                "--mount=type=bind,source=" + directory + ",target=/workspace",
                "--workdir=/workspace",
                MavenBuild.setting("it.baseImage"),
                program));
        command.addAll(List.of(words));
        return Docker.run(command.toArray(String[]::new));
    }
}
