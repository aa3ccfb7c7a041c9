package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A Docker engine of one test's own, by the script {@code docker-engine}: another machine, as far as images and containers go.
 * Closing it removes it with all that is in it.
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
        // Its sockets lie in it, and a socket's name has to be short.
        Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "ofl");
        String said = CommandLine.run(SCRIPT, "start", directory);
        return new OwnEngine(directory, said.lines().reduce((one, next) -> next).orElseThrow());
    }

    /** What tells a docker command line of it, and where that one keeps its logins. */
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
