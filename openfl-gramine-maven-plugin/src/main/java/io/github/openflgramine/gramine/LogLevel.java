package io.github.openflgramine.gramine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** {@code loader.log_level} of a manifest: how much Gramine logs. Each level logs more than the previous one. */
public enum LogLevel {
    NONE,
    ERROR,
    WARNING,
    DEBUG,
    TRACE,
    ALL;

    /** Parses a manifest's value; returns empty if it is unknown. */
    public static Optional<LogLevel> parse(String word) {
        return Arrays.stream(values())
                .filter(one -> one.toString().equals(word))
                .findFirst();
    }

    /** Returns whether the log tells the host nothing about the enclave's activity. */
    boolean isQuiet() {
        return compareTo(ERROR) <= 0;
    }

    /** Returns the manifest's value. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
