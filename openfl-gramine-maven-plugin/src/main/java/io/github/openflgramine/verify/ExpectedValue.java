package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An expected value of an enclave.
 *
 * @param field the name in measurements.json, for example {@code mrenclave} or {@code attributes.flags}
 * @param source the property that sets the value, for messages
 */
public record ExpectedValue(String field, String value, String source) {

    static final String MRENCLAVE = "mrenclave";
    static final String MRSIGNER = "mrsigner";
    static final String ENCLAVE_SIZE = "enclave_size";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /**
     * Creates an expected SHA-256 from a user's property.
     *
     * @throws GraminizeException if the value is not a SHA-256
     */
    static ExpectedValue digest(String field, String value, String property) {
        if (!SHA256.matcher(value).matches()) {
            throw new GraminizeException(
                    "%s=%s is not a digest; expected 64 hexadecimal digits.".formatted(property, value), "Correct it.");
        }
        return new ExpectedValue(field, value.toLowerCase(Locale.ROOT), property);
    }
}
