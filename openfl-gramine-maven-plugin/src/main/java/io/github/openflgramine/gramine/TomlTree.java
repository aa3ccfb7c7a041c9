package io.github.openflgramine.gramine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** A parsed TOML document as plain maps and lists, in document order. */
final class TomlTree {

    private TomlTree() {}

    static Map<String, Object> of(TomlTable table) {
        Map<String, Object> map = new LinkedHashMap<>();
        table.entrySet().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
        return map;
    }

    private static Object value(Object value) {
        if (value instanceof TomlTable table) {
            return of(table);
        }
        if (value instanceof TomlArray array) {
            List<Object> list = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                list.add(value(array.get(i)));
            }
            return list;
        }
        return value;
    }

    /** A copy whose tables and arrays may be changed without touching the original. */
    static Map<String, Object> copy(Map<?, ?> table) {
        Map<String, Object> copy = new LinkedHashMap<>();
        table.forEach((key, value) -> copy.put((String) key, copyValue(value)));
        return copy;
    }

    /** Where the path's last element that is there stands in the source; empty when none is. */
    static Optional<TomlPosition> position(TomlTable source, List<?> path) {
        @Nullable Object here = source;
        @Nullable TomlPosition position = null;
        for (Object step : path) {
            @Nullable TomlPosition next = null;
            if (here instanceof TomlTable table && step instanceof String key) {
                next = table.inputPositionOf(List.of(key));
                here = table.get(List.of(key));
            } else if (here instanceof TomlArray array && step instanceof Integer index && index < array.size()) {
                next = array.inputPositionOf(index);
                here = array.get(index);
            }
            if (next == null) {
                break;
            }
            position = next;
        }
        return Optional.ofNullable(position);
    }

    /** The sub-table of this name, made if it is missing. The schema has been checked: nothing else stands there. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> table(Map<String, Object> parent, String key) {
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
