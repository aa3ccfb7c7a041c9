package io.github.openflgramine.tar;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A number in a header. Readers differ in how they treat blanks within a number, a NUL before it and what comes after
 * it, so only one form is a number here: blanks, octal digits, then blanks and NULs; or only NULs, which is 0.
 */
final class TarNumber {

    private TarNumber() {}

    /** Parses an octal number. Returns empty if the field has another form. */
    static OptionalLong octal(byte[] block, int at, int length) {
        int end = at + length;
        if (isZero(block, at, end)) {
            return OptionalLong.of(0);
        }
        int from = at;
        while (from < end && block[from] == ' ') {
            from++;
        }
        long value = 0;
        int next = from;
        while (next < end && block[next] >= '0' && block[next] <= '7') {
            value = (value << 3) | (block[next] - '0');
            next++;
        }
        boolean isNumber = next > from;
        while (next < end && (block[next] == ' ' || block[next] == 0)) {
            next++;
        }
        return isNumber && next == end ? OptionalLong.of(value) : OptionalLong.empty();
    }

    /**
     * Parses an octal number, or one in GNU's form for large ones: 0x80, then the number, big-endian. Returns empty if the
     * field has another form, or the number does not fit into a {@code long}.
     */
    static OptionalLong large(byte[] block, int at, int length) {
        if (block[at] != (byte) 0x80) {
            return octal(block, at, length);
        }
        long value = 0;
        for (int i = at + 1; i < at + length; i++) {
            if (value > (Long.MAX_VALUE >> 8)) {
                return OptionalLong.empty();
            }
            value = (value << 8) | (block[i] & 0xff);
        }
        return OptionalLong.of(value);
    }

    /** Returns whether a field is a time: a number in either form, or a negative one in GNU's. */
    static boolean isTime(byte[] block, int at, int length) {
        return block[at] == (byte) 0xff || large(block, at, length).isPresent();
    }

    static boolean isZero(byte[] block, int from, int to) {
        return Arrays.equals(block, from, to, new byte[to - from], 0, to - from);
    }
}
