package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a receiver was told about an enclave.
 *
 * @param field its name in measurements.json, for example {@code mrenclave}, {@code attributes.flags}
 * @param source the property that says so, for messages
 */
public record ExpectedValue(String field, String value, String source) {

    static final String MRENCLAVE = "mrenclave";
    static final String MRSIGNER = "mrsigner";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** A value from a property of the user's. */
    static ExpectedValue digest(String field, String value, String property) {
        if (!SHA256.matcher(value).matches()) {
            throw new GraminizeException(
                    "%s=%s is not a digest; expected 64 hexadecimal digits.".formatted(property, value), "Correct it.");
        }
        return new ExpectedValue(field, value.toLowerCase(Locale.ROOT), property);
    }
}
