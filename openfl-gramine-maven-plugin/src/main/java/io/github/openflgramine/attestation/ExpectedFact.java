package io.github.openflgramine.attestation;

import io.github.openflgramine.GraminizeException;
import java.util.Locale;

/**
 * What a receiver was told about the enclave.
 *
 * @param value digits, hexadecimal in lower case where they are bytes
 * @param source who says so, for messages: a property with its value, or a file
 */
public record ExpectedFact(Fact fact, String value, String source) {

    public ExpectedFact {
        value = value.toLowerCase(Locale.ROOT);
        if (!fact.isWellFormed(value)) {
            throw new GraminizeException("%s has no valid %s: %s.".formatted(source, fact, value), "Correct it.");
        }
    }
}
