package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.LogLevel;
import io.github.openflgramine.gramine.RemoteAttestation;
import java.util.List;
import java.util.Optional;

/**
 * What others learn of an enclave.
 *
 * @param debug whether its memory can be read from outside
 * @param logLevel how much Gramine logs of it
 * @param remoteAttestation how it proves what it is
 */
public record Openness(boolean debug, LogLevel logLevel, RemoteAttestation remoteAttestation) {

    /**
     * As a user writes it.
     *
     * @throws GraminizeException when a word is not one of those that Gramine knows
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
