package io.github.openflgramine.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records of extended headers (POSIX.1-2008, "pax Extended Header"). Values stay bytes: engines write names that
 * are not UTF-8, although POSIX requires them to be marked.
 */
final class PaxRecords {

    private final Map<String, byte[]> values = new HashMap<>();
    private final StringBuilder sparseList = new StringBuilder();

    /** Adds a header's records. An empty value removes an earlier one. Returns false if the records are damaged. */
    boolean add(byte[] data) {
        int at = 0;
        while (at < data.length) {
            if (data[at] == 0) {
                return true;
            }
            int space = indexOf(data, ' ', at, Math.min(data.length, at + 20));
            Optional<Long> length = space < 0
                    ? Optional.empty()
                    : SparseMap.number(new String(data, at, space - at, StandardCharsets.ISO_8859_1));
            if (length.isEmpty() || length.get() > data.length - at) {
                return false;
            }
            int end = at + length.get().intValue();
            int equals = indexOf(data, '=', space, end);
            if (equals < 0 || data[end - 1] != '\n') {
                return false;
            }
            put(
                    new String(data, space + 1, equals - space - 1, StandardCharsets.UTF_8),
                    Arrays.copyOfRange(data, equals + 1, end - 1));
            at = end;
        }
        return true;
    }

    void addAll(PaxRecords others) {
        values.putAll(others.values);
    }

    Optional<byte[]> bytes(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> value.length > 0);
    }

    Optional<String> text(String key) {
        return bytes(key).map(NameBytes::decode);
    }

    Optional<String> sparseMap() {
        return text("GNU.sparse.map")
                .or(() -> Optional.of(sparseList.toString()).filter(list -> !list.isEmpty()));
    }

    /**
     * The oldest sparse format repeats two keys for each segment. They are collected into the list of the next format.
     */
    private void put(String key, byte[] value) {
        if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
            sparseList.append(sparseList.isEmpty() ? "" : ",").append(NameBytes.decode(value));
        } else {
            values.put(key, value);
        }
    }

    private static int indexOf(byte[] data, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (data[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
