package io.github.openflgramine.toml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes a TOML 1.0 document byte for byte as Python's {@code tomli_w}, with which Gramine's tools write the signed
 * manifest. The bytes are measured, so one additional blank changes MRENCLAVE.
 *
 * <p>Rules: keys keep their order, but a table's plain values precede its sub-tables. An array takes one line per
 * element. An array of tables is written as an array if each of its tables fits into a line of 100 characters,
 * otherwise as {@code [[name]]} blocks.
 */
public final class TomlWriter {

    private static final int LONGEST_LINE = 100;
    private static final String INDENT = "    ";

    private final StringBuilder out = new StringBuilder();

    private TomlWriter() {}

    public static String write(Map<String, ?> document) {
        TomlWriter writer = new TomlWriter();
        writer.writeBody(document, "");
        return writer.out.toString();
    }

    private void writeTable(Map<String, ?> table, String name, boolean element) {
        if (out.length() > 0) {
            out.append('\n');
        }
        out.append(element ? "[[" : "[").append(name).append(element ? "]]\n" : "]\n");
        writeBody(table, name);
    }

    private void writeBody(Map<String, ?> table, String name) {
        for (Map.Entry<String, ?> entry : table.entrySet()) {
            if (isPlain(entry.getValue())) {
                out.append(TomlText.key(entry.getKey())).append(" = ");
                writeValue(entry.getValue(), 0);
                out.append('\n');
            }
        }
        for (Map.Entry<String, ?> entry : table.entrySet()) {
            if (!isPlain(entry.getValue())) {
                String key = TomlText.key(entry.getKey());
                writeTables(entry.getValue(), name.isEmpty() ? key : name + "." + key);
            }
        }
    }

    private void writeTables(Object tables, String name) {
        if (tables instanceof List<?> list) {
            list.forEach(element -> writeTable(asTable(element), name, true));
            return;
        }
        Map<String, ?> table = asTable(tables);
        // A table that contains only tables needs no header, because their headers include its name.
        if (table.isEmpty() || table.values().stream().anyMatch(TomlWriter::isPlain)) {
            writeTable(table, name, false);
        } else {
            writeBody(table, name);
        }
    }

    private static boolean isPlain(Object value) {
        if (value instanceof Map) {
            return false;
        }
        if (value instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(Map.class::isInstance)) {
            for (Object element : list) {
                if (!fitsOneLine(asTable(element))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean fitsOneLine(Map<String, ?> table) {
        TomlWriter line = new TomlWriter();
        line.out.append(INDENT);
        line.writeInlineTable(table);
        line.out.append(',');
        return line.out.codePointCount(0, line.out.length()) <= LONGEST_LINE && line.out.indexOf("\n") < 0;
    }

    private void writeValue(Object value, int depth) {
        if (value instanceof List<?> list) {
            writeArray(list, depth);
        } else if (value instanceof Map) {
            writeInlineTable(asTable(value));
        } else {
            TomlText.write(value, out);
        }
    }

    private void writeArray(List<?> list, int depth) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        out.append("[\n");
        for (Object element : list) {
            out.append(INDENT.repeat(depth + 1));
            writeValue(element, depth + 1);
            out.append(",\n");
        }
        out.append(INDENT.repeat(depth)).append(']');
    }

    private void writeInlineTable(Map<String, ?> table) {
        if (table.isEmpty()) {
            out.append("{}");
            return;
        }
        out.append("{ ");
        List<Map.Entry<String, ?>> entries = new ArrayList<>(table.entrySet());
        for (int i = 0; i < entries.size(); i++) {
            out.append(i == 0 ? "" : ", ")
                    .append(TomlText.key(entries.get(i).getKey()))
                    .append(" = ");
            // An array in an inline table is indented as at the left margin.
            writeValue(entries.get(i).getValue(), 0);
        }
        out.append(" }");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> asTable(Object value) {
        return (Map<String, ?>) value;
    }
}
