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
                    : DecimalNumber.parse(new String(data, at, space - at, StandardCharsets.ISO_8859_1));
            if (length.isEmpty() || length.get() > data.length - at) {
                return false;
            }
            int end = at + length.get().intValue();
            int equals = indexOf(data, '=', space, end);
            if (equals < 0 || data[end - 1] != '\n') {
                return false;
            }
            values.put(
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

    /** Returns whether the records describe a sparse file, in any of GNU tar's formats. */
    boolean areOfSparseFile() {
        return values.entrySet().stream()
                .anyMatch(record -> record.getKey().startsWith("GNU.sparse.") && record.getValue().length > 0);
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
