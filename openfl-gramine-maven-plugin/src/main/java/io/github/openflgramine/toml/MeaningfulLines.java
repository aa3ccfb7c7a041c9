package io.github.openflgramine.toml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A TOML text reduced to the lines that tomlj needs, with their original line numbers. Two kinds of lines are left
 * out.
 *
 * <p>Empty lines and comment lines have no meaning (TOML 1.0, "Comment" and "Array"). tomlj 2.2 takes cubic time for
 * consecutive ones: minutes for some thousands.
 *
 * <p>In a long array, each additional line with only a string and a comma is kept separately. tomlj creates an object
 * per character, and manifests declare thousands of trusted files in such lines.
 */
public final class MeaningfulLines {

    private static final Pattern LINE = Pattern.compile("\\bline ([1-9][0-9]{0,8})\\b");

    private static final String BASIC = "\"\"\"";
    private static final String LITERAL = "'''";

    private final StringBuilder text;
    private int[] numbers = new int[64];
    private int count;
    private int end;

    /** The delimiter of a multi-line string that is still open; empty if none is open. */
    private String open = "";

    private boolean damaged;

    /** For a line number of {@link #text}, the strings of the array lines left out after it. */
    private final Map<Integer, List<String>> further = new HashMap<>();

    /** The number and indentation of the last line that has only a string and a comma. */
    private int lastNumber;

    private int lastIndent;

    private MeaningfulLines(int length) {
        this.text = new StringBuilder(length);
    }

    public static MeaningfulLines of(String toml) {
        MeaningfulLines lines = new MeaningfulLines(toml.length());
        int number = 1;
        for (int from = 0; from < toml.length(); number++) {
            int newline = toml.indexOf('\n', from);
            int to = newline < 0 ? toml.length() : newline + 1;
            String line = toml.substring(from, to);
            if (!lines.open.isEmpty() || !(lines.isFurther(line, number) || lines.meansNothing(line))) {
                lines.add(line, number);
            }
            from = to;
        }
        lines.end = number;
        return lines;
    }

    public String text() {
        return text.toString();
    }

    public int length() {
        return text.length();
    }

    public int count() {
        return count;
    }

    /**
     * Returns the original number of a line of {@link #text}; both count from 1. A line after the last one maps to the
     * end of the original text.
     */
    public int numberOf(int line) {
        return line <= count ? numbers[line - 1] : end;
    }

    /**
     * Returns the strings that follow the string on this line of {@link #text} in the same array, one for each
     * left-out line.
     */
    List<String> furtherBehind(int line) {
        return further.getOrDefault(line, List.of());
    }

    /** Replaces line numbers in a message of the parser with the original ones. */
    public String renumbered(String message) {
        return LINE.matcher(message).replaceAll(line -> "line " + numberOf(Integer.parseInt(line.group(1))));
    }

    /**
     * Returns whether this line and the line before have only a string and a comma. Both are then in the same array.
     */
    private boolean isFurther(String line, int number) {
        int indent = indent(line);
        int end = endOfPlainString(line, indent);
        if (end < 0) {
            return false;
        }
        boolean isFurther = number == lastNumber + 1 && indent == lastIndent;
        if (isFurther) {
            further.computeIfAbsent(count, first -> new ArrayList<>()).add(line.substring(indent + 1, end));
        }
        lastNumber = number;
        lastIndent = indent;
        return isFurther;
    }

    /**
     * Returns the end of the string if the line has only a string of printable ASCII without escapes and a comma;
     * otherwise -1.
     */
    private static int endOfPlainString(String line, int from) {
        if (!line.startsWith("\"", from)) {
            return -1;
        }
        int at = from + 1;
        while (at < line.length() && isPlain(line.charAt(at))) {
            at++;
        }
        return line.startsWith("\",\n", at) ? at : -1;
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
    }

    private static int indent(String line) {
        int at = 0;
        while (at < line.length() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    private boolean meansNothing(String line) {
        int end = line.endsWith("\r\n") ? line.length() - 2 : line.endsWith("\n") ? line.length() - 1 : line.length();
        int at = indent(line);
        if (at < end && line.charAt(at) != '#') {
            return false;
        }
        while (at < end && isAllowed(line.charAt(at))) {
            at++;
        }
        // Leaves one comment with a forbidden character in the text, so that the parser reports it.
        boolean first = at < end && !damaged;
        damaged |= first;
        return !first;
    }

    private static boolean isAllowed(char c) {
        return (c >= ' ' || c == '\t') && c != 0x7f;
    }

    private void add(String line, int number) {
        text.append(line);
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * count);
        }
        numbers[count++] = number;
        for (int at = 0; at < line.length(); ) {
            at = open.isEmpty() ? afterOneOutside(line, at) : afterString(line, at);
        }
    }

    /**
     * Returns the position after one character, a single-line string, the start of a multi-line string, or a comment.
     */
    private int afterOneOutside(String line, int at) {
        char c = line.charAt(at);
        if (c == '#') {
            return line.length();
        }
        if (c != '"' && c != '\'') {
            return at + 1;
        }
        for (String quotes : new String[] {BASIC, LITERAL}) {
            if (line.startsWith(quotes, at)) {
                open = quotes;
                return at + quotes.length();
            }
        }
        int end = at + 1;
        while (end < line.length() && line.charAt(end) != c) {
            end += c == '"' && line.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    /**
     * Returns the position after the closing quotes of the open string, which may be preceded by up to two quotes of
     * its content, or the end of the line.
     */
    private int afterString(String line, int from) {
        for (int at = from; at < line.length(); at++) {
            if (line.startsWith(open, at)) {
                int end = at + open.length();
                while (end < line.length() && end < at + 5 && line.charAt(end) == open.charAt(0)) {
                    end++;
                }
                open = "";
                return end;
            }
            if (line.charAt(at) == '\\' && open.equals(BASIC)) {
                at++;
            }
        }
        return line.length();
    }
}
