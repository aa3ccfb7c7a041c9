package io.github.openflgramine.toml;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
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

    private static final int MOST_DIGITS = 17;

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
            return decimal(number);
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

    /** Writes a basic string. */
    private static void quote(String text, StringBuilder out) {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != '\t') || c == '"' || c == '\\' || c == 0x7f) {
                out.append(text.substring(written, i)).append(escape(c));
                written = i + 1;
            }
        }
        out.append(text.substring(written)).append('"');
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

    /**
     * Python's {@code repr}: the fewest digits that read back as the same number, with an exponent below 1e-4 and from
     * 1e16. ({@link Double#toString} gives too many digits before Java 19.)
     */
    private static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == 0) {
            return 1 / number > 0 ? "0.0" : "-0.0";
        }
        BigDecimal shortest = shortest(number).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (number < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static BigDecimal shortest(double number) {
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 1; digits < MOST_DIGITS; digits++) {
            BigDecimal nearest = null;
            // Beside a power of two the nearest decimal may read back as a neighbour while the next one does not.
            for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.DOWN, RoundingMode.UP}) {
                BigDecimal rounded = exact.round(new MathContext(digits, mode));
                if (nearest == null && rounded.doubleValue() == number) {
                    nearest = rounded;
                }
            }
            if (nearest != null) {
                return nearest;
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    private static String dateAndTime(LocalDateTime moment) {
        return moment.toLocalDate() + " " + time(moment.toLocalTime());
    }

    /** Python has a resolution of microseconds, and prints either six digits or none. */
    private static String time(LocalTime time) {
        LocalTime micros = time.truncatedTo(ChronoUnit.MICROS);
        boolean whole = micros.equals(micros.truncatedTo(ChronoUnit.SECONDS));
        return micros.format(DateTimeFormatter.ofPattern(whole ? "HH:mm:ss" : "HH:mm:ss.SSSSSS", Locale.ROOT));
    }

    private static String offset(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
    }
}
