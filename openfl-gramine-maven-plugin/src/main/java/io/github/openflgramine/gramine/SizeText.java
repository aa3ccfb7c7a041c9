package io.github.openflgramine.gramine;

import io.github.openflgramine.toml.TomlText;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as Gramine's loader reads them: 64 bits, decimal, optionally with a unit of one letter. */
final class SizeText {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,20})([KMGkmg]?)");
    private static final Pattern LONG_UNIT = Pattern.compile("([0-9]{1,20}) ?([KMGkmg])(?:[iI]?[bB])?");
    private static final BigInteger PAGE = BigInteger.valueOf(4096);

    private SizeText() {}

    static boolean isSize(String text) {
        return bytes(text).isPresent();
    }

    static boolean isPages(String text) {
        return bytes(text).filter(bytes -> bytes.mod(PAGE).signum() == 0).isPresent();
    }

    private static Optional<BigInteger> bytes(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int unit = " KMG"
                        .indexOf(matcher.group(2)
                                .toUpperCase(Locale.ROOT)
                                .concat(" ")
                                .charAt(0))
                * 10;
        return Optional.of(new BigInteger(matcher.group(1)).shiftLeft(unit))
                .filter(bytes -> bytes.bitLength() <= Long.SIZE);
    }

    /** Returns the next step for a text like {@code 256MB}; empty if there is none. */
    static String nearest(String text) {
        return withShortUnit(text, SizeText::isSize);
    }

    /** Returns the next step for a text that is not the size of an enclave; empty if there is none. */
    static String enclaveSize(String text) {
        Optional<EnclaveSize> size = EnclaveSize.parse(text);
        return size.isPresent()
                ? write(EnclaveSize.holding(size.get().bytes()).toString())
                : withShortUnit(text, shorter -> EnclaveSize.parse(shorter).isPresent());
    }

    private static String withShortUnit(String text, Predicate<String> accepted) {
        Matcher matcher = LONG_UNIT.matcher(text);
        String shorter = matcher.matches() ? matcher.group(1) + matcher.group(2).toUpperCase(Locale.ROOT) : "";
        return !shorter.equals(text) && accepted.test(shorter) ? write(shorter) : "";
    }

    private static String write(String size) {
        return "Write " + TomlText.scalar(size) + ".";
    }
}
