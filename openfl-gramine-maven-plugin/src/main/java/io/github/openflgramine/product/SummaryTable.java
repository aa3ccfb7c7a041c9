package io.github.openflgramine.product;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Formats names and values as lines for a console: each name with its value next to it and nested values below it. What has no
 * value is left out.
 */
public final class SummaryTable {

    private static final int INDENT = 2;

    private final StringBuilder text = new StringBuilder();

    private SummaryTable() {}

    public static String of(Map<?, ?> summary) {
        SummaryTable table = new SummaryTable();
        table.add(summary, 0);
        return table.text.toString();
    }

    private void add(Map<?, ?> all, int indent) {
        Map<Object, Object> entries = new LinkedHashMap<>(all);
        entries.values().removeIf(Objects::isNull);
        int width = entries.keySet().stream()
                .mapToInt(name -> printable(name).length())
                .max()
                .orElse(0);
        entries.forEach((name, value) -> {
            if (value instanceof Map<?, ?> below && !below.isEmpty()) {
                line(indent, printable(name));
                add(below, indent + INDENT);
            } else {
                row(indent, printable(name), width, value);
            }
        });
    }

    private void row(int indent, String name, int width, Object value) {
        String padded = name + " ".repeat(width - name.length() + INDENT);
        if (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Map.class::isInstance)) {
            line(indent, name);
            list.forEach(element -> add((Map<?, ?>) element, indent + INDENT));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            String here = padded;
            for (Object element : list) {
                line(indent, here + printable(element));
                here = " ".repeat(padded.length());
            }
        } else {
            boolean isEmpty = value instanceof List<?> || value instanceof Map<?, ?>;
            line(indent, padded + (isEmpty ? "none" : printable(value)));
        }
    }

    private void line(int indent, String line) {
        text.append(" ".repeat(indent)).append(line).append('\n');
    }

    /** Returns a value as printable text. Values come from other parties and must not control the terminal. */
    public static String printable(Object value) {
        StringBuilder printable = new StringBuilder();
        String.valueOf(value).codePoints().forEach(codePoint -> {
            if (Character.isISOControl(codePoint)) {
                printable.append("\\x").append(HexFormat.of().toHexDigits((byte) codePoint));
            } else {
                printable.appendCodePoint(codePoint);
            }
        });
        return printable.toString();
    }
}
