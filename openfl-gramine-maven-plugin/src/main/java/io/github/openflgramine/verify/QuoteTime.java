package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.attestation.SeenEvaluations;
import io.github.openflgramine.files.UserDirectories;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The instant for which quotes are judged.
 *
 * @param seen the numbers that this user has seen; empty for an audit of an earlier time, which has earlier numbers and must not
 * change what counts today
 */
public record QuoteTime(Instant at, Optional<SeenEvaluations> seen) {

    /** Returns the numbers that this user has seen. */
    public static SeenEvaluations seenBy(Map<String, String> environment) {
        return new SeenEvaluations(UserDirectories.state(environment).resolve("tcb-evaluations"));
    }

    /**
     * Returns the time of an audit, or now.
     *
     * @param at the value of gramine.at; null for now
     * @param environment names the directory of what this user has seen
     */
    public static QuoteTime of(@Nullable String at, Clock clock, Map<String, String> environment) {
        if (at == null) {
            return new QuoteTime(clock.instant(), Optional.of(seenBy(environment)));
        }
        try {
            return new QuoteTime(Instant.parse(at), Optional.empty());
        } catch (DateTimeParseException e) {
            throw new GraminizeException(
                    "gramine.at is %s; expected an instant such as 2026-11-29T12:00:00Z.".formatted(at),
                    "Correct it, or omit it for now.",
                    e);
        }
    }
}
