package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.Optional;

/**
 * A difference between two values that should be equal, or a value that is invalid.
 *
 * @param what the problem, as a sentence without its full stop
 * @param expected the expected value; empty if {@code what} says it all
 * @param found the value that was found
 * @param suspect a possible cause, if it is not obvious
 */
public record Difference(String what, Optional<String> expected, Optional<String> found, Optional<String> suspect) {

    public static Difference of(String what) {
        return new Difference(what, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Converts an error into a difference. The error would end a build; when verifying someone else's build it is one
     * difference among others.
     */
    public static Difference of(GraminizeException refusal) {
        return of(refusal.problem().replaceAll("\\s+", " ").replaceAll("\\.$", ""));
    }

    public static Difference between(String what, String expected, String found) {
        return new Difference(what, Optional.of(expected), Optional.of(found), Optional.empty());
    }

    public Difference suspecting(String cause) {
        return new Difference(what, expected, found, Optional.of(cause));
    }
}
