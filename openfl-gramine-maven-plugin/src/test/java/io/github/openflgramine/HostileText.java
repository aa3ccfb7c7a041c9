package io.github.openflgramine;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that mean something else where they are not quoted, without NUL. */
public final class HostileText {

    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "`touch pwned`",
            "$(touch pwned)",
            "${HOME}",
            "$HOME",
            "$",
            "$$",
            "$$(A)",
            "$(A)",
            ";touch pwned;",
            "|",
            "&",
            "<",
            ">",
            "\\",
            "\\\"",
            "\\u0022",
            "\\n",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "\u0085",
            "\u2028",
            "\u2029",
            "\ufeff",
            "\u0007",
            "\u001b[31m",
            "\u007f",
            "{{.Id}}",
            "{{",
            "[=x]",
            "[#if x]",
            "${x}",
            "<#if x>",
            "%",
            "%s",
            "%PATH%",
            "!",
            "!!python/object",
            "*",
            "*a",
            "&a",
            "?",
            "-",
            "- a",
            "--",
            "~",
            "@",
            "#",
            " #",
            ": ",
            ":",
            "a: b",
            "[",
            "]",
            "{",
            "}",
            ",",
            "|-",
            ">-",
            "---",
            "...",
            "=",
            "<<",
            "\"\"\"",
            "'''",
            "</script>",
            "<script>alert(1)</script>",
            "<!--",
            "]]>",
            "&amp;",
            "&#39;",
            " ",
            "  ",
            "größe",
            "日本",
            "\ud83d\ude00",
            "\u202e");

    /** Texts that YAML 1.1 or 1.2 read as something else than a text. */
    private static final List<String> WORDS = List.of(
            "",
            "null",
            "Null",
            "~",
            "true",
            "True",
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "N",
            "1",
            "-1",
            "+1",
            "0x1f",
            "0o17",
            "017",
            "0b1",
            "1_000",
            "1.5",
            "1.",
            ".5",
            "1e3",
            "1E+3",
            ".inf",
            "-.INF",
            ".nan",
            "12:30:45",
            "190:20:30",
            "2001-12-14",
            "2001-12-14t21:59:43.10-05:00",
            "2001-12-15 2:59:43.10",
            "=",
            "<<",
            "1,000",
            "0.",
            "-",
            "NaN");

    private HostileText() {}

    /** Returns every piece and word alone, and combinations of them. The texts are always the same. */
    public static List<String> all() {
        List<String> texts = new ArrayList<>(PIECES);
        texts.addAll(WORDS);
        Random random = new Random(4);
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder();
            for (int parts = 2 + random.nextInt(4); parts > 0; parts--) {
                text.append(
                        random.nextInt(3) == 0
                                ? WORDS.get(random.nextInt(WORDS.size()))
                                : PIECES.get(random.nextInt(PIECES.size())));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Returns the texts of one line, without control characters. */
    public static List<String> lines() {
        return all().stream()
                .filter(text ->
                        text.codePoints().noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029))
                .toList();
    }
}
