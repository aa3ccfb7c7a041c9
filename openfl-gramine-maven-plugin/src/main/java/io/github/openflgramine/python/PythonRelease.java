package io.github.openflgramine.python;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A version of Python in a marker (PEP 440): numbers only.
 *
 * @param isPrefix whether any further numbers may follow, as in {@code 3.11.*}
 */
record PythonRelease(List<Integer> numbers, boolean isPrefix) {

    private static final Pattern FORM = Pattern.compile("\\s*v?([0-9]{1,4}(?:\\.[0-9]{1,4})*)(\\.\\*)?\\s*");

    static Optional<PythonRelease> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new PythonRelease(
                        Stream.of(parts.group(1).split("\\."))
                                .map(Integer::valueOf)
                                .toList(),
                        parts.group(2) != null))
                : Optional.empty();
    }

    /** Returns whether all releases 3.{@code minor}.x compare with this one alike. */
    boolean isDecidedByMinor(int minor) {
        return isPrefix ? numbers.size() <= 2 : !(number(0) == 3 && number(1) == minor);
    }

    /** Compares a version of two numbers with this one. */
    Outcome compare(int major, int minor, String operator) {
        int order = Arrays.compare(new int[] {major, minor}, new int[] {number(0), number(1)});
        boolean hasMore = numbers.stream().skip(2).anyMatch(number -> number > 0);
        int whole = order != 0 ? order : hasMore ? -1 : 0;
        return switch (operator) {
            case "==" -> Outcome.of(isPrefix ? startsWith(major, minor, numbers.size()) : whole == 0);
            case "!=" -> Outcome.of(isPrefix ? !startsWith(major, minor, numbers.size()) : whole != 0);
            case "~=" ->
                isPrefix || numbers.size() < 2
                        ? Outcome.OPEN
                        : Outcome.of(whole >= 0 && startsWith(major, minor, numbers.size() - 1));
            case "<" -> isPrefix ? Outcome.OPEN : Outcome.of(whole < 0);
            case "<=" -> isPrefix ? Outcome.OPEN : Outcome.of(whole <= 0);
            case ">" -> isPrefix ? Outcome.OPEN : Outcome.of(whole > 0);
            case ">=" -> isPrefix ? Outcome.OPEN : Outcome.of(whole >= 0);
            default -> Outcome.OPEN;
        };
    }

    private boolean startsWith(int major, int minor, int length) {
        return number(0) == major
                && (length < 2 || number(1) == minor)
                && numbers.stream().limit(length).skip(2).allMatch(number -> number == 0);
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
