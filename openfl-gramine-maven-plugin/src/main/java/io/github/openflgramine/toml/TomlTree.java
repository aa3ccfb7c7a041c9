package io.github.openflgramine.toml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A parsed TOML document as maps and lists, in document order. */
public final class TomlTree {

    private TomlTree() {}

    /**
     * A value and its position.
     *
     * @param value as tomlj returns it
     * @param position in the text that the parser read
     * @param further the number of lines to add to the position
     */
    public record Place(Object value, TomlPosition position, int further) {}

    /**
     * Converts a table into maps, lists and values.
     *
     * @param lines the lines that the parser read
     */
    public static Map<String, Object> of(TomlTable table, MeaningfulLines lines) {
        Map<String, Object> map = new LinkedHashMap<>();
        table.entrySet().forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), lines)));
        return map;
    }

    private static Object value(Object value, MeaningfulLines lines) {
        if (value instanceof TomlTable table) {
            return of(table, lines);
        }
        if (value instanceof TomlArray array) {
            List<Object> list = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                list.add(value(array.get(i), lines));
                list.addAll(lines.furtherBehind(array.inputPositionOf(i).line()));
            }
            return list;
        }
        return value;
    }

    /** Returns a deep copy of the tables and arrays. */
    public static Map<String, Object> copy(Map<?, ?> table) {
        Map<String, Object> copy = new LinkedHashMap<>();
        table.forEach((key, value) -> copy.put((String) key, copyValue(value)));
        return copy;
    }

    /** Returns the place of the path's last element that is in the source; empty if none is. */
    public static Optional<Place> place(TomlTable source, MeaningfulLines lines, List<?> path) {
        Optional<Place> place = Optional.empty();
        Object here = source;
        for (Object step : path) {
            Optional<Place> next = next(here, step, lines);
            if (next.isEmpty()) {
                break;
            }
            place = next;
            here = next.get().value();
        }
        return place;
    }

    private static Optional<Place> next(Object here, Object step, MeaningfulLines lines) {
        if (here instanceof TomlTable table && step instanceof String key) {
            @Nullable Object value = table.get(List.of(key));
            @Nullable TomlPosition position = table.inputPositionOf(List.of(key));
            return value == null || position == null ? Optional.empty() : Optional.of(new Place(value, position, 0));
        }
        return here instanceof TomlArray array && step instanceof Integer index
                ? element(array, index, lines)
                : Optional.empty();
    }

    private static Optional<Place> element(TomlArray array, int index, MeaningfulLines lines) {
        int first = 0;
        for (int i = 0; i < array.size(); i++) {
            TomlPosition position = array.inputPositionOf(i);
            int next = first + 1 + lines.furtherBehind(position.line()).size();
            if (index < next) {
                return Optional.of(new Place(array.get(i), position, index - first));
            }
            first = next;
        }
        return Optional.empty();
    }

    /**
     * Returns the sub-table with this name and creates it if it is missing. The schema check ensures that it is a
     * table.
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> table(Map<String, Object> parent, String key) {
        return (Map<String, Object>) parent.computeIfAbsent(key, name -> new LinkedHashMap<String, Object>());
    }

    private static Object copyValue(Object value) {
        if (value instanceof Map<?, ?> table) {
            return copy(table);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(copyValue(element)));
            return copy;
        }
        return value;
    }
}
