package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** An engine for one test, in a directory of its own, started by a script of the project. Closing it removes it with everything in it. */
record EngineScript(String script, Path directory, String address) implements AutoCloseable {

    /** @param more what follows the directory in the script's command */
    static EngineScript start(String name, String... more) throws IOException {
        String script = path(name);
        // Contains Unix sockets, whose paths must be short.
        Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "ofl");
        String said = CommandLine.run(Stream.concat(Stream.of(script, "start", directory), Stream.of(more))
                .toArray());
        return new EngineScript(
                script, directory, said.lines().reduce((one, next) -> next).orElseThrow());
    }

    /** Copies an image of the tests' engine to this one. */
    void copy(String image, Path through) {
        Docker.run("save", "--output", through.toString(), image);
        CommandLine.run(Map.of("DOCKER_HOST", address), "docker", "load", "--input", through);
    }

    static String path(String name) {
        return Path.of("../scripts", name).toAbsolutePath().normalize().toString();
    }

    @Override
    public void close() {
        CommandLine.run(script, "stop", directory);
    }
}
