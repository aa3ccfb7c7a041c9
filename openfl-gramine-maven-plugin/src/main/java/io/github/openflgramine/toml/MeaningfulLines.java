package io.github.openflgramine.toml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A TOML text without its empty lines and those that hold a comment alone, which mean nothing (TOML 1.0, "Comment" and
 * "Array"), and where the other lines stood. tomlj 2.2 needs time by the third power of how many of them follow each other:
 * minutes for some thousands. And without the lines of a long array behind its first one, where each is no more than a string
 * and a comma: tomlj makes an object of each character, and thousands of trusted files are declared like that.
 */
public final class MeaningfulLines {

    private static final Pattern LINE = Pattern.compile("\\bline ([1-9][0-9]{0,8})\\b");

    private static final String BASIC = "\"\"\"";
    private static final String LITERAL = "'''";

    private final StringBuilder text;
    private int[] numbers = new int[64];
    private int count;
    private int end;

    /** What ends the string of several lines that the last line left open; empty where none is open. */
    private String open = "";

    private boolean damaged;

    /** By the line of {@link #text} that stands for them: the strings of the lines that came behind it. */
    private final Map<Integer, List<String>> further = new HashMap<>();

    /** Where the last string and comma stood, and how far it was indented. */
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

    /** Where a line of {@link #text} stood; both count from 1. What lies behind the last one is the text's end. */
    public int numberOf(int line) {
        return line <= count ? numbers[line - 1] : end;
    }

    /** The strings that belong behind the one on a line of {@link #text}, in the same array, one on each following line. */
    List<String> furtherBehind(int line) {
        return further.getOrDefault(line, List.of());
    }

    /** A message of the parser, with the lines that it names. */
    public String renumbered(String message) {
        return LINE.matcher(message).replaceAll(line -> "line " + numberOf(Integer.parseInt(line.group(1))));
    }

    /** Whether it is a string and a comma, as the line before it: then that one was in an array, and so is this. */
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

    /** Where it ends, if the line holds a string of printable ASCII without escapes, a comma, and nothing else. */
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
        // One comment with what no comment may have is left for the parser to find.
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

    /** One character, or one string of a single line, or the begin of one of several; past a comment. */
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

    /** Past the quotes that end the open string, of which up to two more may belong to it; or to the line's end. */
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
