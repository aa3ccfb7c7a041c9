package io.github.openflgramine.engine;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Docker's own configuration, {@code config.json} (docs.docker.com, "Docker CLI configuration files"). The docker command
 * warns of one that it cannot read and continues; fabric8 fails. So such a file is refused with its entry.
 *
 * @param file exists or not
 */
public record DockerConfig(Path file, JsonNode content) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern USER_AND_PASSWORD = Pattern.compile("[^:]*:.*", Pattern.DOTALL);

    /**
     * Reads the configuration of the user, from the directory DOCKER_CONFIG or else {@code ~/.docker}. An absent file and
     * an empty one are a configuration without settings.
     *
     * @param property returns the property {@code user.home}
     * @throws GraminizeException if the file is not a JSON object
     */
    public static DockerConfig read(Function<String, Optional<String>> property, Map<String, String> environment) {
        Path file = directory(property, environment).resolve("config.json");
        JsonNode content = JsonNodeFactory.instance.objectNode();
        if (Files.exists(file)) {
            JsonNode read = json(file);
            content = read.isMissingNode() ? content : read;
        }
        if (!content.isObject()) {
            throw refused(file, "", "is not a JSON object");
        }
        return new DockerConfig(file, content);
    }

    /** Returns the directory of all of Docker's configuration. */
    static Path directory(Function<String, Optional<String>> property, Map<String, String> environment) {
        String given = environment.getOrDefault("DOCKER_CONFIG", "");
        return given.isBlank() ? Path.of(property.apply("user.home").orElse(""), ".docker") : Path.of(given);
    }

    /** Reads one of Docker's JSON files; a missing node if it has no content. */
    static JsonNode json(Path file) {
        try {
            return JSON.readTree(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            // The cause would show a part of the file, which has passwords.
            JsonLocation at = e.getLocation();
            throw new GraminizeException(
                    "Docker's " + file + " is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr()
                            + ".",
                    "Correct it; docker warns of the same file.");
        } catch (IOException e) {
            throw new GraminizeException(
                    "Docker's " + file + " cannot be read by this user.", "Give this user read permission.", e);
        }
    }

    /** Returns the name of the current context, if the user has chosen one. */
    Optional<String> currentContext() {
        JsonNode name = content.path("currentContext");
        if (!name.isMissingNode() && !name.isNull() && !name.isTextual()) {
            throw refused(file, "currentContext", "is not a name");
        }
        return Optional.of(name.asText("")).filter(text -> !text.isEmpty() && !text.equals("null"));
    }

    /** Returns whether it has proxies for all builds, which fabric8 passes to the engine itself. */
    public boolean hasProxies() {
        return !content.path("proxies").path("default").isEmpty();
    }

    /**
     * Checks the credentials of registries, as far as fabric8 reads them.
     *
     * @throws GraminizeException if an entry has another form
     */
    public void requireCredentials() {
        for (String key : new String[] {"auths", "credHelpers", "proxies"}) {
            JsonNode entries = content.path(key);
            if (!entries.isMissingNode() && !entries.isObject()) {
                throw refused(file, key, "is not an object");
            }
        }
        content.path("auths").properties().forEach(entry -> requireAuth(entry.getKey(), entry.getValue()));
    }

    private void requireAuth(String registry, JsonNode entry) {
        String where = "auths / " + registry;
        if (!entry.isObject()) {
            throw refused(file, where, "is not an object");
        }
        JsonNode auth = entry.path("auth");
        if (!auth.isMissingNode() && !isUserAndPassword(auth.asText())) {
            throw new GraminizeException(
                    "Docker's " + file + ": " + where + " / auth is not USER:PASSWORD in Base64.",
                    "Log in again (docker login " + registry + "), or remove the entry.");
        }
    }

    private static boolean isUserAndPassword(String auth) {
        try {
            String decoded = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
            return USER_AND_PASSWORD.matcher(decoded).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static GraminizeException refused(Path file, String entry, String what) {
        return new GraminizeException(
                "Docker's " + file + (entry.isEmpty() ? "" : ": " + entry) + " " + what + ".",
                "Correct it, or remove the entry.");
    }
}
