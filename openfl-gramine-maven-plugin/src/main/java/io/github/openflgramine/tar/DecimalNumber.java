package io.github.openflgramine.tar;

import java.util.Optional;

/** Sizes and lengths in archives and lists: only decimal digits, at most 18 of them. */
public final class DecimalNumber {

    private DecimalNumber() {}

    /** Parses a number; returns empty if the text is not one. */
    public static Optional<Long> parse(String digits) {
        if (digits.isEmpty() || digits.length() > 18) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            if (digit < '0' || digit > '9') {
                return Optional.empty();
            }
            value = value * 10 + (digit - '0');
        }
        return Optional.of(value);
    }
}
