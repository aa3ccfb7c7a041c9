package io.github.openflgramine.engine;

import io.github.openflgramine.GraminizeException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Failures of fabric8's docker-maven-plugin in words. Its own are those of the HTTP library or of the kernel, such as
 * "Premature end of chunk coded message body", and name neither the cause nor a next step.
 */
public final class ForeignFailure {

    /** The kernel's messages as the JDK passes them on; the engine's own, in Go, begin with a small letter. */
    private static final Set<String> OF_THIS_MACHINE =
            Set.of("No space left on device", "Disk quota exceeded", "Read-only file system", "Permission denied");

    private ForeignFailure() {}

    /**
     * Explains a failure.
     *
     * @param goal the goal that failed, such as {@code docker:save}
     * @return empty if fabric8's own message is the best that can be said
     */
    public static Optional<GraminizeException> explained(String goal, Throwable failure) {
        String reason = reason(failure);
        if (OF_THIS_MACHINE.stream().anyMatch(reason::contains)) {
            return of(
                    goal + " could not write a file: " + reason + ".",
                    "Free space on the disk of target/, or make it writable, then run the goal again.",
                    failure);
        }
        if (EngineBorder.isFullDisk(reason)) {
            return of(
                    goal + " failed because the engine's disk is full: " + reason + ".",
                    EngineBorder.FULL_DISK,
                    failure);
        }
        if (reason.contains("non-zero code")) {
            return of(
                    goal + " failed: " + reason + ".",
                    "The reason is in the output of that command, in the lines above that begin with DOCKER>.",
                    failure);
        }
        if (reason.contains("unauthorized") || reason.contains("authentication required")) {
            return of(
                    goal + " failed because the registry does not accept the credentials, or got none: " + reason + ".",
                    "Log in with docker login, or give settings.xml a server whose id is the registry's host:port.",
                    failure);
        }
        if (isOfConnection(failure)) {
            return of(
                    goal + " lost the connection to the Docker engine: " + reason + ".",
                    EngineBorder.CHECK_ENGINE,
                    failure);
        }
        return Optional.empty();
    }

    /**
     * Returns the error for a step of the plugin's own that has said itself why it fails.
     *
     * @param said the step's message, with the next step
     */
    public static GraminizeException ofStep(String goal, String said, Throwable failure) {
        return new GraminizeException(
                goal + " failed: " + said,
                "The step's output is above, in the lines that begin with DOCKER>.",
                failure);
    }

    /** Returns the outermost message, which names the image, and the innermost if the other does not have it. */
    private static String reason(Throwable failure) {
        String outer = String.valueOf(failure.getMessage()).strip().replace(" : ", ": ");
        String inner = EngineMessages.deepest(failure);
        return outer.contains(inner) ? outer : outer + ": " + inner;
    }

    /** fabric8 has exceptions of its own for what the engine answers; others are of the HTTP library or of sockets. */
    private static boolean isOfConnection(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof IOException
                        && !(cause instanceof FileSystemException)
                        && !(cause instanceof FileNotFoundException)
                        && !cause.getClass().getName().startsWith("io.fabric8."));
    }

    private static Optional<GraminizeException> of(String problem, String remedy, Throwable cause) {
        return Optional.of(new GraminizeException(problem, remedy, cause));
    }
}
