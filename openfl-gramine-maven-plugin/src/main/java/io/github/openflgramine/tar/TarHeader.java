package io.github.openflgramine.tar;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A 512-byte header block of a tar archive (POSIX.1-2008, "ustar Interchange Format"; GNU tar's manual, "Basic Tar
 * Format"; the oldest form, of Unix version 7, has nothing after the link's name).
 *
 * <pre>
 *   0 name 100    124 size 12      157 link name 100   297 group 32        345 prefix 155 (ustar)
 * 100 mode 8      136 time 12      257 magic 8         329 device, major 8  500 nothing 12
 * 108 user 8      148 checksum 8   265 user 32         337 device, minor 8
 * 116 group 8     156 type 1
 * </pre>
 */
public final class TarHeader {

    public static final int BLOCK = 512;

    private static final int NAME = 0;
    private static final int MODE = 100;
    private static final int USER = 108;
    private static final int GROUP = 116;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int LINK_NAME = 157;
    private static final int MAGIC = 257;
    private static final int USER_NAME = 265;
    private static final int GROUP_NAME = 297;
    private static final int DEVICE_MAJOR = 329;
    private static final int DEVICE_MINOR = 337;
    private static final int PREFIX = 345;
    private static final int AFTER_PREFIX = 500;

    private static final String POSIX = "ustar\00000";
    private static final String GNU = "ustar  \0";
    private static final String NONE = "\0".repeat(8);

    /** A file's type and permissions in {@code st_mode}. */
    private static final int LARGEST_MODE = 0177777;

    /** Linux takes the number above as "no change" (chown(2)). */
    private static final long LARGEST_ID = 0xfffffffeL;

    private final byte[] block;

    public TarHeader(byte[] block) {
        this.block = block.clone();
    }

    public static boolean isZero(byte[] block) {
        return TarNumber.isZero(block, 0, block.length);
    }

    /** Returns whether the checksum is valid. */
    public boolean isValid() {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 0xff;
        }
        OptionalLong says = TarNumber.octal(block, CHECKSUM, 8);
        return says.isPresent() && says.getAsLong() == sum;
    }

    /**
     * Returns what keeps Go's archive/tar, libarchive and GNU tar from reading this header in the same way; empty if
     * all of them do.
     */
    Optional<String> ambiguity() {
        String magic = magic();
        if (!magic.equals(POSIX) && !magic.equals(GNU) && !magic.equals(NONE)) {
            return Optional.of("an unknown magic");
        }
        if (magic.equals(NONE) && !TarNumber.isZero(block, MAGIC, BLOCK)) {
            return Optional.of("fields of a ustar header, but without its magic");
        }
        if (magic.equals(GNU) && !TarNumber.isZero(block, PREFIX, BLOCK)) {
            return Optional.of("a prefix or other fields after the device numbers of a GNU header");
        }
        if (!TarNumber.isZero(block, AFTER_PREFIX, BLOCK)) {
            return Optional.of("bytes after the last field");
        }
        if (!isText(NAME, 100)
                || !isText(LINK_NAME, 100)
                || !isText(USER_NAME, 32)
                || !isText(GROUP_NAME, 32)
                || !isText(PREFIX, 155)) {
            return Optional.of("bytes after the NUL that ends a text");
        }
        byte[] name = text(NAME, 100);
        if (block[TYPE] == 0 && name.length > 0 && name[name.length - 1] == '/') {
            return Optional.of("the type of the oldest files and the name of a directory");
        }
        return numbers();
    }

    private Optional<String> numbers() {
        if (TarNumber.large(block, SIZE, 12).isEmpty()) {
            return Optional.of("an impossible size");
        }
        if (TarNumber.octal(block, MODE, 8).orElse(-1) < 0 || mode() > LARGEST_MODE) {
            return Optional.of("an invalid mode");
        }
        if (!isId(TarNumber.large(block, USER, 8).orElse(-1))
                || !isId(TarNumber.large(block, GROUP, 8).orElse(-1))) {
            return Optional.of("an invalid owner");
        }
        if (!TarNumber.isTime(block, TIME, 12)) {
            return Optional.of("an invalid time");
        }
        return TarNumber.large(block, DEVICE_MAJOR, 8).isEmpty()
                        || TarNumber.large(block, DEVICE_MINOR, 8).isEmpty()
                ? Optional.of("an invalid device number")
                : Optional.empty();
    }

    /** Returns whether a number can be a user's or a group's. */
    static boolean isId(long id) {
        return id >= 0 && id <= LARGEST_ID;
    }

    /** Returns the type. Regular files of the oldest archives have NUL, which is returned as '0'. */
    char type() {
        return block[TYPE] == 0 ? '0' : (char) (block[TYPE] & 0xff);
    }

    byte[] name() {
        byte[] name = text(NAME, 100);
        byte[] prefix = magic().equals(POSIX) ? text(PREFIX, 155) : new byte[0];
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
        return TarNumber.large(block, SIZE, 12).orElse(-1);
    }

    /** Returns the permissions, and the bits for setuid, setgid and sticky. */
    int permissions() {
        return (int) mode() & 07777;
    }

    private long mode() {
        return TarNumber.octal(block, MODE, 8).orElse(0);
    }

    long user() {
        return TarNumber.large(block, USER, 8).orElse(0);
    }

    long group() {
        return TarNumber.large(block, GROUP, 8).orElse(0);
    }

    /** Returns whether the device numbers are 0. Such a character device is a whiteout of overlayfs. */
    boolean isDeviceZero() {
        return TarNumber.large(block, DEVICE_MAJOR, 8).orElse(0) == 0
                && TarNumber.large(block, DEVICE_MINOR, 8).orElse(0) == 0;
    }

    private String magic() {
        return new String(block, MAGIC, 8, StandardCharsets.ISO_8859_1);
    }

    private boolean isText(int at, int length) {
        int end = at + text(at, length).length;
        return TarNumber.isZero(block, end, at + length);
    }

    private byte[] text(int at, int length) {
        int end = at;
        while (end < at + length && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, at, end);
    }
}
