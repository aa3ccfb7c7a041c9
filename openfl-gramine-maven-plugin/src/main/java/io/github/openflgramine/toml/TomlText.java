package io.github.openflgramine.toml;

import io.github.openflgramine.python.PythonFloat;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes keys and single values of TOML as Python does. */
public final class TomlText {

    private TomlText() {}

    public static String key(String key) {
        for (int i = 0; i < key.length(); i++) {
            if (!isBare(key.charAt(i))) {
                return scalar(key);
            }
        }
        return key.isEmpty() ? scalar(key) : key;
    }

    private static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    public static String scalar(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    static void write(Object value, StringBuilder out) {
        if (value instanceof String text) {
            quote(text, out);
        } else {
            out.append(unquoted(value));
        }
    }

    private static String unquoted(Object value) {
        if (value instanceof Double number) {
            return PythonFloat.repr(number);
        }
        if (value instanceof OffsetDateTime moment) {
            return dateAndTime(moment.toLocalDateTime()) + offset(moment.getOffset());
        }
        if (value instanceof LocalDateTime moment) {
            return dateAndTime(moment);
        }
        if (value instanceof LocalTime time) {
            return time(time);
        }
        if (value instanceof Long || value instanceof Boolean || value instanceof LocalDate) {
            return value.toString();
        }
        throw new IllegalArgumentException("TOML has no " + value.getClass());
    }

    /** Returns what a basic string has between its quotes for this text. */
    public static String betweenQuotes(String text) {
        StringBuilder out = new StringBuilder();
        escape(text, out);
        return out.toString();
    }

    /** Writes a basic string. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        escape(text, out);
        out.append('"');
    }

    private static void escape(String text, StringBuilder out) {
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == '"' || c == '\\' || c == 0x7f) {
                out.append(text.substring(written, i)).append(escape(c));
                written = i + 1;
            }
        }
        out.append(text.substring(written));
    }

    private static String escape(char c) {
        return switch (c) {
            case '\b' -> "\\b";
            case '\n' -> "\\n";
            case '\f' -> "\\f";
            case '\r' -> "\\r";
            case '"', '\\' -> "\\" + c;
            default -> "\\u%04x".formatted((int) c);
        };
    }

    private static String dateAndTime(LocalDateTime moment) {
        return moment.toLocalDate() + " " + time(moment.toLocalTime());
    }

    /** Formats a time. Python has a resolution of microseconds and writes either six digits or none. */
    private static String time(LocalTime time) {
        LocalTime micros = time.truncatedTo(ChronoUnit.MICROS);
        boolean whole = micros.equals(micros.truncatedTo(ChronoUnit.SECONDS));
        return micros.format(DateTimeFormatter.ofPattern(whole ? "HH:mm:ss" : "HH:mm:ss.SSSSSS", Locale.ROOT));
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }
}
