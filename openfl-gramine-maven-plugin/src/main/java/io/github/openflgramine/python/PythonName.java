package io.github.openflgramine.python;

import java.util.Locale;

/**
 * The name of a Python package in the form for comparisons (PEP 503, "Normalized Names"): lower case, each run of
 * {@code -}, {@code _} and {@code .} as one {@code -}.
 */
public record PythonName(String value) {

    /** Normalizes a name in any form. */
    public PythonName {
        value = value.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
