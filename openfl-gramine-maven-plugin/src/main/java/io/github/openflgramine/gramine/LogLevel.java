package io.github.openflgramine.gramine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** {@code loader.log_level} of a manifest: how much Gramine logs, each level more than the one before it. */
public enum LogLevel {
    NONE,
    ERROR,
    WARNING,
    DEBUG,
    TRACE,
    ALL;

    /** Reads the manifest's word; empty when it is another one. */
    public static Optional<LogLevel> parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(word))
                .findFirst();
    }

    /** Whether the host learns nothing of what the enclave does. */
    boolean isQuiet() {
        return compareTo(ERROR) <= 0;
    }

    /** The manifest's word. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
