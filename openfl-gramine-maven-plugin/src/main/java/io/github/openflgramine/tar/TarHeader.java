package io.github.openflgramine.tar;

/**
 * A 512-byte header block of a tar archive (POSIX.1-2008, "ustar Interchange Format"; GNU tar's manual, "Basic Tar
 * Format").
 */
public final class TarHeader {

    public static final int BLOCK = 512;

    private static final int NAME = 0;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int MAGIC = 257;
    private static final int PREFIX = 345;

    private final byte[] block;

    public TarHeader(byte[] block) {
        this.block = block.clone();
    }

    public static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether the checksum is valid. Old archives sum signed bytes. */
    public boolean isValid() {
        long unsigned = 0;
        long signed = 0;
        for (int i = 0; i < BLOCK; i++) {
            byte b = i >= CHECKSUM && i < CHECKSUM + 8 ? (byte) ' ' : block[i];
            unsigned += b & 0xff;
            signed += b;
        }
        long says = number(CHECKSUM, 8);
        return says >= 0 && (says == unsigned || says == signed);
    }

    /** Returns the type. Regular files of the oldest archives have NUL, which is returned as '0'. */
    char type() {
        return block[TYPE] == 0 ? '0' : (char) (block[TYPE] & 0xff);
    }

    byte[] name() {
        byte[] name = text(NAME, 100);
        byte[] prefix = isPosix() ? text(PREFIX, 155) : new byte[0];
        if (prefix.length == 0) {
            return name;
        }
        byte[] whole = new byte[prefix.length + 1 + name.length];
        System.arraycopy(prefix, 0, whole, 0, prefix.length);
        whole[prefix.length] = '/';
        System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
        return whole;
    }

    byte[] linkName() {
        return text(LINK_NAME, 100);
    }

    /**
     * Returns the number of bytes that follow, or -1 if the field is not a number or does not fit into a {@code long}.
     */
    long size() {
        return number(SIZE, 12);
    }

    /** Returns a field's number, or -1 if the field is not a number or does not fit into a {@code long}. */
    private long number(int at, int length) {
        int first = block[at] & 0xff;
        return (first & 0x80) != 0 ? base256(at, length) : octal(at, length);
    }

    private boolean isPosix() {
        return block[MAGIC] == 'u'
                && block[MAGIC + 1] == 's'
                && block[MAGIC + 2] == 't'
                && block[MAGIC + 3] == 'a'
                && block[MAGIC + 4] == 'r'
                && block[MAGIC + 5] == 0;
    }

    private byte[] text(int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return java.util.Arrays.copyOfRange(block, at, end);
    }

    private long octal(int at, int length) {
        int from = at;
        int to = at + length;
        while (from < to && block[from] == ' ') {
            from++;
        }
        while (to > from && (block[to - 1] == ' ' || block[to - 1] == 0)) {
            to--;
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = block[i] - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = (value << 3) | digit;
        }
        return value;
    }

    /**
     * Reads GNU's format of large numbers: the first bit is set, the rest is big-endian. Negative numbers return -1.
     */
    private long base256(int at, int length) {
        if ((block[at] & 0x40) != 0) {
            return -1;
        }
        long value = block[at] & 0x3f;
        for (int i = at + 1; i < at + length; i++) {
            if (value > (Long.MAX_VALUE >> 8)) {
                return -1;
            }
            value = (value << 8) | (block[i] & 0xff);
        }
        return value;
    }
}
