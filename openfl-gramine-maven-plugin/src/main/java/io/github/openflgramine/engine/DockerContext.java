package io.github.openflgramine.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Docker context (docs.docker.com, "Docker contexts"): an engine's address and certificates under a name, in files of
 * Docker's configuration directory whose names have the SHA-256 of that name.
 *
 * @param source the context and its file, for messages
 * @param host the engine's address in Docker's form
 * @param certificates the directory of its certificates, if it has any
 */
record DockerContext(String source, String host, Optional<Path> certificates) {

    /** The name that stands for no context. */
    static final String DEFAULT = "default";

    /**
     * Reads a context.
     *
     * @param directory Docker's configuration directory
     * @param chosenBy the setting that names the context, for messages
     * @throws GraminizeException if there is no such context, or it has no address of an engine
     */
    static DockerContext read(Path directory, String name, String chosenBy) {
        String digest = Sha256.digest(name.getBytes(StandardCharsets.UTF_8)).hex();
        Path file = directory.resolve("contexts/meta").resolve(digest).resolve("meta.json");
        if (Files.notExists(file)) {
            throw new GraminizeException(
                    "There is no Docker context " + name + ", which " + chosenBy + " names: " + file + " is missing.",
                    "Choose another one (docker context ls, docker context use NAME), or set DOCKER_HOST.");
        }
        JsonNode host = DockerConfig.json(file).path("Endpoints").path("docker").path("Host");
        if (!host.isTextual() || host.asText().isBlank()) {
            throw DockerConfig.refused(file, "Endpoints / docker / Host", "is missing");
        }
        Path certificates = directory.resolve("contexts/tls").resolve(digest).resolve("docker");
        return new DockerContext(
                "Docker context " + name + " (" + file + ")",
                host.asText(),
                Optional.of(certificates).filter(Files::isDirectory));
    }
}
