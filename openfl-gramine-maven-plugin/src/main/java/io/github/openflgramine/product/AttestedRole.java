package io.github.openflgramine.product;

/**
 * A role whose certificates stand for enclaves: the launcher makes the key inside and has it certified with a quote. The
 * manifest says so to the launcher in a variable, which is measured.
 */
public final class AttestedRole {

    /** Set for a role that enrols. */
    public static final String VARIABLE = "OPENFL_GRAMINE_ATTESTED";

    private static final String LINE = VARIABLE + "=1";

    private AttestedRole() {}

    /** Returns whether this is the environment of such a role, as mode native reads it. */
    public static boolean isIn(String environment) {
        return environment.lines().anyMatch(LINE::equals);
    }
}
