package io.github.openflgramine.python;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Lines, blanks and words as Python's {@code str} and {@code shlex} have them, which pip uses. */
final class PythonText {

    /** What {@code str.isspace} and the class {@code \s} of {@code re} take as blank. */
    static final String BLANK =
            "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

    private static final Pattern LINE_END = Pattern.compile("\\r\\n|[\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029]");
    private static final Pattern OUTER_BLANKS =
            Pattern.compile("^" + BLANK + "+|" + BLANK + "+$(?!\\n)", Pattern.DOTALL);

    private PythonText() {}

    /** Returns the lines of {@code str.splitlines}. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(LINE_END.split(text, -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return lines;
    }

    /** Returns what {@code str.strip} leaves. */
    static String strip(String text) {
        return OUTER_BLANKS.matcher(text).replaceAll("");
    }

    /**
     * Returns the words of {@code shlex.split}: as a POSIX shell has them, with quotation marks and backslashes, but without
     * expansions.
     *
     * @throws Mistake if a quotation mark or the last character is left open
     */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && " \t\r\n".indexOf(c) >= 0) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
                continue;
            }
            inWord = true;
            if (c == '\\' && quote != '\'') {
                i++;
                if (i == text.length()) {
                    throw new Mistake("ends with a backslash");
                }
                if (quote == '"' && "\"\\".indexOf(text.charAt(i)) < 0) {
                    word.append(c);
                }
                word.append(text.charAt(i));
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new Mistake("has no closing " + quote);
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
