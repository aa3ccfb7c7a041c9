package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.Optional;

/**
 * Two things that should agree and do not, or one that cannot be right.
 *
 * @param what is wrong, as a sentence without its end
 * @param expected what should be there; empty where the sentence says it all
 * @param found what is there
 * @param suspect what may have caused it, where that is not plain
 */
public record Difference(String what, Optional<String> expected, Optional<String> found, Optional<String> suspect) {

    public static Difference of(String what) {
        return new Difference(what, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What ends a build is, where somebody else's build is verified, one difference among others. */
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
