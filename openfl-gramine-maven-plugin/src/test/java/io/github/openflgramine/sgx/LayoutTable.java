package io.github.openflgramine.sgx;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The table of a binary structure, to be compared with the one of its specification. */
public final class LayoutTable {

    private LayoutTable() {}

    /** Returns offset, size and name of each field, one field a line. */
    public static String of(LayoutField... fields) {
        return Arrays.stream(fields)
                .map(field -> "%4d %3d %s".formatted(field.offset(), field.size(), field))
                .collect(Collectors.joining("\n"))
                .stripIndent();
    }

    /** Returns the sum of the fields' sizes, after checking that no field overlaps another and no byte is in none. */
    public static int size(LayoutField... fields) {
        int end = 0;
        for (LayoutField field : fields) {
            if (field.offset() != end) {
                throw new AssertionError(field + " is at " + field.offset() + "; the field before it ends at " + end);
            }
            end += field.size();
        }
        return end;
    }
}
