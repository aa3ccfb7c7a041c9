package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Podman for one test, started by the script {@code podman-engine}: a service of root, and an ordinary user who has Podman
 * and a shell. Closing it removes it with everything in it.
 */
final class OwnPodman implements AutoCloseable {

    private final EngineScript engine;

    private OwnPodman(EngineScript engine) {
        this.engine = engine;
    }

    static OwnPodman start() throws IOException {
        return new OwnPodman(EngineScript.start("podman-engine"));
    }

    /** Copies an image of this machine's Docker engine to root's Podman. */
    void copy(String image, Path through) {
        engine.copy(image, through);
    }

    /** Changes a build to use root's Podman, with an image that was copied to it. */
    MavenBuild builds(MavenBuild build, String baseImage) {
        return build.with("docker.host", engine.address()).with("gramine.baseImage", "localhost/" + baseImage);
    }

    /** Returns a command of an ordinary user, in a directory. */
    List<String> command(String user, Path in, Object... words) {
        List<String> command = new ArrayList<>(List.of(
                engine.script(),
                "as",
                user,
                engine.directory().toString(),
                "sh",
                "-c",
                "cd \"$0\" && exec \"$@\"",
                in.toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        return command;
    }

    /** Runs a command of an ordinary user in a directory, and returns its output. */
    String as(String user, Path in, Object... words) {
        return CommandLine.run(command(user, in, words).toArray());
    }

    @Override
    public void close() {
        engine.close();
    }
}
