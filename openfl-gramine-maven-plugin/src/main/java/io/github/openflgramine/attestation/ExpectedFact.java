package io.github.openflgramine.attestation;

import io.github.openflgramine.GraminizeException;
import java.util.Locale;

/**
 * A value that a receiver expects of an enclave.
 *
 * @param value a decimal number, or bytes in lower-case hexadecimal
 * @param source the source of the value, for messages: a property with its value, or a file
 */
public record ExpectedFact(Fact fact, String value, String source) {

    public ExpectedFact {
        value = value.toLowerCase(Locale.ROOT);
        if (!fact.isWellFormed(value)) {
            throw new GraminizeException("%s has no valid %s: %s.".formatted(source, fact, value), "Correct it.");
        }
    }
}
