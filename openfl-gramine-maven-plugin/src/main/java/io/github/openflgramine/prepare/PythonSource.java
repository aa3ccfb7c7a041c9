package io.github.openflgramine.prepare;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python code by lines, its strings apart from it, comments and docstrings left out: enough to look for a call or a path. */
final class PythonSource {

    /**
     * One line.
     *
     * @param number from 1
     * @param code with every string emptied
     * @param strings the texts of the strings that begin in it, prefixes and escapes as they are written
     */
    record Line(int number, String code, List<String> strings) {}

    private static final Pattern TOKEN = Pattern.compile("\"{3}[\\s\\S]*?\"{3}|'{3}[\\s\\S]*?'{3}"
            + "|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|'[^'\\\\\\n]*+(?:\\\\.[^'\\\\\\n]*+)*+'|#[^\\n]*");

    private PythonSource() {}

    static List<Line> lines(String text) {
        List<List<String>> strings = new ArrayList<>();
        text.lines().forEach(line -> strings.add(new ArrayList<>()));
        StringBuilder code = new StringBuilder();
        Matcher token = TOKEN.matcher(text);
        int line = 0;
        int seen = 0;
        while (token.find()) {
            line += newlines(text.substring(seen, token.start()));
            seen = token.start();
            String found = token.group();
            token.appendReplacement(code, Matcher.quoteReplacement(emptied(found)));
            if (!found.startsWith("#") && newlines(found) == 0) {
                strings.get(line).add(found.replaceAll("^['\"]+|['\"]+$", ""));
            }
        }
        token.appendTail(code);
        List<String> codes = code.toString().lines().toList();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            lines.add(new Line(i + 1, codes.get(i), List.copyOf(strings.get(i))));
        }
        return lines;
    }

    private static String emptied(String token) {
        return token.startsWith("#") ? "" : "\"" + "\n".repeat(newlines(token)) + "\"";
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
