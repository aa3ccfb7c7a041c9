package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The instant for which quotes are judged. */
final class JudgedAtParameter implements ParameterGroup {

    /** The instant for which quotes are judged, for audits. Default: now. Example: 2026-11-29T12:00:00Z. */
    @Parameter(property = "gramine.at")
    private @Nullable String at;

    /** Returns whether it is an audit of another time: its numbers are others, and must not change what counts today. */
    boolean isGiven() {
        return at != null;
    }

    Instant instant() {
        if (at == null) {
            return Instant.now();
        }
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw new GraminizeException(
                    "gramine.at is %s; expected an instant such as 2026-11-29T12:00:00Z.".formatted(at),
                    "Correct it, or omit it for now.",
                    e);
        }
    }
}
