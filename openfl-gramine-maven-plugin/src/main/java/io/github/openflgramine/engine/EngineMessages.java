package io.github.openflgramine.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.DockerException;
import io.github.openflgramine.GraminizeException;

/** Extracts the engine's message from docker-java's exceptions, which wrap it in a status line and JSON. */
final class EngineMessages {

    private static final ObjectMapper JSON = new ObjectMapper();

    private EngineMessages() {}

    static GraminizeException refused(String what, DockerException e) {
        return new GraminizeException(
                "The Docker engine could not " + what + ": " + words(e) + ".",
                "See the engine's log (journalctl -u docker).",
                e);
    }

    /** Turns {@code Status 500: {"message":"no such device"}} into {@code no such device}. */
    static String words(DockerException e) {
        String message = String.valueOf(e.getMessage()).strip();
        int json = message.indexOf('{');
        if (json >= 0) {
            try {
                String said =
                        JSON.readTree(message.substring(json)).path("message").asText("");
                message = said.isBlank() ? message : said.strip();
            } catch (JsonProcessingException notJson) {
                return message;
            }
        }
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** Returns the message of the innermost cause, without a period at its end. */
    static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        String shown = message == null || message.isBlank() ? deepest.getClass().getSimpleName() : message.strip();
        return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
    }
}
