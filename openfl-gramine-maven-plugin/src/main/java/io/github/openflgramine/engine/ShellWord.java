package io.github.openflgramine.engine;

import io.github.openflgramine.GraminizeException;
import java.util.regex.Pattern;

/** Values in texts for a POSIX shell (POSIX.1-2008, "Shell Command Language", 2.2 Quoting). */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_@%+=:,./-]+");
    private static final Pattern ACTIVE = Pattern.compile("([\"$`\\\\])");

    private ShellWord() {}

    /** Returns a word that a shell reads as this text. */
    public static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : inSingleQuotes(text);
    }

    /** Returns a word in single quotes. */
    public static String inSingleQuotes(String text) {
        return "'" + withoutNul(text).replace("'", "'\\''") + "'";
    }

    /** Returns what a shell reads as this text between double quotes, where variables can be added. */
    public static String betweenDoubleQuotes(String text) {
        return ACTIVE.matcher(withoutNul(text)).replaceAll("\\\\$1");
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new GraminizeException(
                    "A value for a shell contains a NUL: '" + text.replace('\0', '?') + "'.",
                    "No program takes such an argument; remove it.");
        }
        return text;
    }
}
