package io.github.openflgramine.python;

import java.util.Locale;

/**
 * The name of a Python package in the form in which names are compared (PEP 503, "Normalized Names"): lower case, each run of
 * {@code -}, {@code _} and {@code .} as one {@code -}.
 */
public record PythonName(String value) {

    /** Takes a name as anyone writes it. */
    public PythonName {
        value = value.replaceAll("[-_.]+", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
