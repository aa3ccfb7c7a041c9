package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A separate Docker engine for one test, started by the script {@code docker-engine}. For images and containers it
 * acts as another machine. Closing it removes it with everything in it.
 */
final class OwnEngine implements AutoCloseable {

    static final String SCRIPT =
            Path.of("../scripts/docker-engine").toAbsolutePath().normalize().toString();

    private final Path directory;
    private final String address;

    private OwnEngine(Path directory, String address) {
        this.directory = directory;
        this.address = address;
    }

    static OwnEngine start() throws IOException {
        // Contains Unix sockets, whose paths must be short.
        Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "ofl");
        String said = CommandLine.run(SCRIPT, "start", directory);
        return new OwnEngine(directory, said.lines().reduce((one, next) -> next).orElseThrow());
    }

    /** Returns the variables with which the docker command uses this engine and a separate directory for logins. */
    Map<String, String> environment() {
        return Map.of(
                "DOCKER_HOST",
                address,
                "DOCKER_CONFIG",
                directory.resolve("client").toString());
    }

    @Override
    public void close() {
        CommandLine.run(SCRIPT, "stop", directory);
    }
}
