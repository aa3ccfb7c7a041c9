package io.github.openflgramine.engine;

import io.github.openflgramine.GraminizeException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Failures of fabric8's docker-maven-plugin in words. Its own are those of the HTTP library or of the kernel, such as
 * "Premature end of chunk coded message body", and name neither the cause nor a next step.
 */
public final class ForeignFailure {

    /** The kernel's messages as the JDK passes them on; the engine's own, in Go, begin with a small letter. */
    private static final Set<String> OF_THIS_MACHINE =
            Set.of("No space left on device", "Disk quota exceeded", "Read-only file system", "Permission denied");

    private static final Set<String> CUT_OFF = Set.of(
            "premature end of",
            "connection reset",
            "broken pipe",
            "connection refused",
            "failed to respond",
            "unexpected end of stream",
            "socket closed",
            "connection is closed",
            "prematurely");

    private ForeignFailure() {}

    /**
     * Explains a failure.
     *
     * @param goal the goal that failed, such as {@code docker:save}
     * @return empty if fabric8's own message is the best that can be said
     */
    public static Optional<GraminizeException> explained(String goal, Throwable failure) {
        String reason = EngineMessages.deepest(failure);
        String all = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(cause -> String.valueOf(cause.getMessage()))
                .collect(Collectors.joining("\n"));
        String lower = all.toLowerCase(Locale.ROOT);
        if (OF_THIS_MACHINE.stream().anyMatch(all::contains)) {
            return of(
                    goal + " could not write a file: " + reason + ".",
                    "Free space on the disk of target/, or make it writable, then run the goal again.",
                    failure);
        }
        if (EngineBorder.isFullDisk(all)) {
            return of(goal + " failed: the engine's disk is full: " + reason + ".", EngineBorder.FULL_DISK, failure);
        }
        if (CUT_OFF.stream().anyMatch(lower::contains)) {
            return of(
                    goal + " lost the connection to the Docker engine: " + reason + ".",
                    EngineBorder.CHECK_ENGINE,
                    failure);
        }
        if (lower.contains("non-zero code")) {
            return of(
                    goal + " failed: " + reason + ".",
                    "The reason is in the output of that command, in the lines above that begin with DOCKER>.",
                    failure);
        }
        if (lower.contains("unauthorized") || lower.contains("authentication required")) {
            return of(
                    goal + " failed: the registry does not accept the credentials, or got none: " + reason + ".",
                    "Log in with docker login, or give settings.xml a server whose id is the registry's host:port.",
                    failure);
        }
        return Optional.empty();
    }

    private static Optional<GraminizeException> of(String problem, String remedy, Throwable cause) {
        return Optional.of(new GraminizeException(problem, remedy, cause));
    }
}
