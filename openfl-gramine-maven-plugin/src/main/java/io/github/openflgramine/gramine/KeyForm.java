package io.github.openflgramine.gramine;

import io.github.openflgramine.toml.TomlText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The values that a key of a manifest can have.
 *
 * @param expected what is expected, for messages and for the manual
 * @param test whether a value has this form
 * @param remedy the next step for a value that does not have it; empty if there is nothing more to say
 * @param isSecret whether messages must not show the value
 */
record KeyForm(String expected, Predicate<Object> test, Function<Object, String> remedy, boolean isSecret) {

    private static final int LONGEST_SHOWN = 120;

    static final KeyForm ANYTHING = new KeyForm("any value", value -> true, value -> "", false);
    static final KeyForm BOOLEAN = of("true or false", Boolean.class::isInstance);
    static final KeyForm TRUE = of("true, or no such key", Boolean.TRUE::equals);
    static final KeyForm INTEGER = of("a whole number", Long.class::isInstance);
    static final KeyForm STRING = text("a string", text -> true);
    static final KeyForm SOME_TEXT = text("a string that is not empty", text -> !text.isEmpty());
    static final KeyForm ARRAY = of("an array", List.class::isInstance);
    static final KeyForm ARGUMENTS =
            of("an array that is not empty", value -> value instanceof List<?> list && !list.isEmpty());
    static final KeyForm PATH = text(
                    "a path inside the enclave, without \"file:\"",
                    text -> !text.isEmpty() && !text.startsWith("file:"))
            .advising(KeyForm::withoutScheme);
    static final KeyForm MOUNT_PATH = text(
                    "an absolute path other than \"/\"", text -> text.startsWith("/") && !text.equals("/"))
            .advising(KeyForm::asMountPath);
    static final KeyForm SHA256 = hexadecimal(64).advising(text -> "Correct it, or omit it to have it computed.");
    static final KeyForm KEY = hexadecimal(32).secret();
    static final KeyForm MASK_64 = matching("0x and 16 hexadecimal digits", "0[xX][0-9a-fA-F]{16}");
    static final KeyForm MASK_32 = matching("0x and 8 hexadecimal digits", "0[xX][0-9a-fA-F]{8}");
    static final KeyForm ENCLAVE_SIZE = text(
                    "a power of 2 as a string, usually with M or G, e.g. \"4G\"",
                    text -> EnclaveSize.parse(text)
                            .filter(EnclaveSize::isPowerOfTwo)
                            .isPresent())
            .advising(SizeText::enclaveSize);
    static final KeyForm SIZE = text(
                    "a size as a string: a decimal number, optionally with K, M or G", SizeText::isSize)
            .advising(SizeText::nearest);
    static final KeyForm PAGES = text(
                    "a multiple of 4096 as a string: a decimal number, optionally with K, M or G", SizeText::isPages)
            .advising(SizeText::nearest);
    static final KeyForm SYSTEM_CALL = text("the name of a Linux system call", SystemCalls::has);

    private static KeyForm of(String expected, Predicate<Object> test) {
        return new KeyForm(expected, test, value -> "", false);
    }

    /** A string. Gramine, written in C, would read it only up to its first NUL. */
    private static KeyForm text(String expected, Predicate<String> test) {
        return of(expected, value -> value instanceof String text && text.indexOf('\0') < 0 && test.test(text));
    }

    private static KeyForm matching(String expected, String regex) {
        return text(expected, Pattern.compile(regex).asMatchPredicate());
    }

    private static KeyForm hexadecimal(int digits) {
        return matching(digits + " hexadecimal digits", "[0-9a-fA-F]{" + digits + "}");
    }

    static KeyForm range(long least, long most) {
        return of(
                "a whole number from %d to %d".formatted(least, most),
                value -> value instanceof Long number && number >= least && number <= most);
    }

    static KeyForm atLeast(long least) {
        return of(
                "a whole number, %d or more".formatted(least),
                value -> value instanceof Long number && number >= least);
    }

    static KeyForm words(String... words) {
        return text("one of \"" + String.join("\", \"", words) + "\"", List.of(words)::contains);
    }

    /** The words of constants, which are their texts. */
    static KeyForm words(List<? extends Enum<?>> constants) {
        return words(constants.stream().map(Enum::toString).toArray(String[]::new));
    }

    /** A URI of Gramine: one of these schemes and a path. */
    static KeyForm uri(String... schemes) {
        return text(
                        "\"" + String.join("\" or \"", schemes) + "\" and a path",
                        text -> Arrays.stream(schemes).anyMatch(text::startsWith))
                .advising(text -> text.startsWith("/") ? "Write " + TomlText.scalar(schemes[0] + text) + "." : "");
    }

    private KeyForm advising(Function<String, String> advice) {
        return new KeyForm(expected, test, value -> value instanceof String text ? advice.apply(text) : "", isSecret);
    }

    private KeyForm secret() {
        return new KeyForm(expected, test, remedy, true);
    }

    private static String withoutScheme(String text) {
        return text.startsWith("file:/") ? "Write " + TomlText.scalar(text.substring("file:".length())) + "." : "";
    }

    private static String asMountPath(String path) {
        if (path.equals("/")) {
            return "Write fs.root instead.";
        }
        return path.isEmpty() ? "" : "Write " + TomlText.scalar("/" + path) + ", or where the program expects it.";
    }

    /** Returns a value for messages. */
    String describe(Object value) {
        if (!isSecret) {
            return shown(value);
        }
        return value instanceof String text ? "a string of %d characters".formatted(text.length()) : "not a string";
    }

    static String shown(Object value) {
        if (value instanceof Map) {
            return "a table";
        }
        if (value instanceof List<?> list) {
            return list.isEmpty() ? "an empty array" : "an array";
        }
        String text = TomlText.scalar(value);
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }
}
