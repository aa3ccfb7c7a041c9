package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.LogLevel;
import io.github.openflgramine.gramine.RemoteAttestation;
import java.util.List;
import java.util.Optional;

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
                require(
                        "<logLevel> (gramine.logLevel)",
                        logLevel,
                        LogLevel.parse(logLevel),
                        List.of(LogLevel.values())),
                require(
                        "<remoteAttestation> (gramine.remoteAttestation)",
                        remoteAttestation,
                        RemoteAttestation.parse(remoteAttestation).filter(RemoteAttestation.CURRENT::contains),
                        RemoteAttestation.CURRENT));
    }

    private static <T> T require(String parameter, String word, Optional<T> found, List<T> known) {
        return found.orElseThrow(() -> new GraminizeException(
                "%s is %s; expected one of %s."
                        .formatted(
                                parameter,
                                word,
                                String.join(
                                        ", ", known.stream().map(T::toString).toList())),
                "Correct it or omit it."));
    }
}
