package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import java.util.Arrays;
import java.util.Locale;

/** How the files that an enclave may read are chosen. */
public enum TrustedFilesMode {
    /** Single files, by the rules of {@code trusted.txt}. */
    LEAN,
    /** Whole directories: the interpreter's sys.path and the system's libraries. */
    FULL;

    /** Parses a user's value. */
    public static TrustedFilesMode of(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new GraminizeException(
                        "gramine.trustedFiles=" + name + "; expected lean or full.",
                        "Correct it, or omit it for lean."));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
