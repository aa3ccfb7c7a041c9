package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.LogLevel;
import io.github.openflgramine.gramine.RemoteAttestation;
import java.util.List;

/**
 * The information that an enclave reveals to others.
 *
 * @param debug whether its memory can be read from outside
 * @param logLevel how much Gramine logs
 * @param remoteAttestation the kind of remote attestation
 */
public record Openness(boolean debug, LogLevel logLevel, RemoteAttestation remoteAttestation) {

    /**
     * Parses a user's values.
     *
     * @throws GraminizeException if Gramine does not know a value
     */
    public static Openness of(boolean debug, String logLevel, String remoteAttestation) {
        return new Openness(
                debug,
                LogLevel.parse(logLevel)
                        .orElseThrow(
                                () -> unknown("<logLevel> (gramine.logLevel)", logLevel, List.of(LogLevel.values()))),
                RemoteAttestation.parse(remoteAttestation)
                        .filter(RemoteAttestation.CURRENT::contains)
                        .orElseThrow(() -> unknown(
                                "<remoteAttestation> (gramine.remoteAttestation)",
                                remoteAttestation,
                                RemoteAttestation.CURRENT)));
    }

    private static GraminizeException unknown(String parameter, String word, List<?> known) {
        return new GraminizeException(
                "%s is %s; expected one of %s."
                        .formatted(
                                parameter,
                                word,
                                String.join(
                                        ", ",
                                        known.stream().map(Object::toString).toList())),
                "Correct it or omit it.");
    }
}
