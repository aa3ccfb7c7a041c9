package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An engine for one test, in a directory of its own, started by a script of the project. Closing it removes it with everything in it. */
record EngineScript(String script, Path directory, String address) implements AutoCloseable {

    static EngineScript start(String name) throws IOException {
        String script = path(name);
        // Contains Unix sockets, whose paths must be short.
        Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "ofl");
        String said = CommandLine.run(script, "start", directory);
        return new EngineScript(
                script, directory, said.lines().reduce((one, next) -> next).orElseThrow());
    }

    static String path(String name) {
        return Path.of("../scripts", name).toAbsolutePath().normalize().toString();
    }

    @Override
    public void close() {
        CommandLine.run(script, "stop", directory);
    }
}
