package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.util.Set;

/**
 * A role whose certificates stand for enclaves: the launcher makes the key inside and has it certified with a quote. The
 * manifest says so to the launcher in a variable, which is measured.
 */
public final class AttestedRole {

    /** Set for a role that enrols. */
    public static final String VARIABLE = "OPENFL_GRAMINE_ATTESTED";

    private static final String LINE = VARIABLE + "=1";

    private AttestedRole() {}

    /**
     * Parses the value of {@code openfl.attested}.
     *
     * @throws GraminizeException if it is none of its values
     */
    public static Set<Role> parse(String value) {
        return switch (value) {
            case "false" -> Set.of();
            case "true", "both" -> Set.of(Role.values());
            case "aggregator" -> Set.of(Role.AGGREGATOR);
            case "collaborator" -> Set.of(Role.COLLABORATOR);
            default ->
                throw new GraminizeException(
                        "openfl.attested is " + value + "; expected false, true, both, aggregator or collaborator.",
                        "Correct it or omit it.");
        };
    }

    /** Returns whether a role accepts only an aggregator whose enclave was judged. */
    public static boolean isPinned(Role role, Set<Role> attested) {
        return role == Role.COLLABORATOR && attested.contains(Role.AGGREGATOR);
    }

    /** Returns whether this is the environment of such a role, as mode native reads it. */
    public static boolean isIn(String environment) {
        return environment.lines().anyMatch(LINE::equals);
    }
}
