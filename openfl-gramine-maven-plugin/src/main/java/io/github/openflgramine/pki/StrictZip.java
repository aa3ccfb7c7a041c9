package io.github.openflgramine.pki;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads a zip that every program reads alike or not at all (PKWARE's APPNOTE 6.3.10, section 4.3). Some programs read the
 * headers before the contents and some the central directory; so both have to agree, to be in the same order, and to leave
 * no byte out. Zips of a few small files by Java, Python, Go, Info-ZIP, .NET, 7-Zip and macOS are such, also if they were
 * written to a pipe. A backslash in a name counts as a slash, as Windows' programs write it and Info-ZIP reads it.
 */
final class StrictZip {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int DESCRIPTOR = 0x08074b50;
    private static final int END_BYTES = 22;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** The version that knows directories and deflate. */
    private static final int NEWEST = 20;

    /** Sizes follow the content. The others: how hard deflate tried, and names in UTF-8. */
    private static final int FLAG_DESCRIPTOR = 1 << 3;

    private static final int FLAGS = FLAG_DESCRIPTOR | 1 << 1 | 1 << 2 | 1 << 11;

    /** Times and user ids, as Info-ZIP, 7-Zip and macOS add them. Others can change a name or a size. */
    private static final Set<Integer> EXTRA = Set.of(0x000a, 0x5455, 0x5855, 0x7855, 0x7875);

    private static final int FILE_TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int DIRECTORY = 0040000;

    private static final Pattern NAME = Pattern.compile("[ -.0-9;-\\[\\]-~]+(/[ -.0-9;-\\[\\]-~]+)*/?");

    private final ByteBuffer zip;
    private final int mostEntries;
    private final ToIntFunction<String> largestFile;
    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final Set<String> names = new HashSet<>();

    /** What is wrong, as the end of a sentence that begins with the zip's name. */
    static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        Refusal(String what) {
            super(what);
        }

        String what() {
            return String.valueOf(getMessage());
        }
    }

    private StrictZip(byte[] bytes, int mostEntries, ToIntFunction<String> largestFile) {
        zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.mostEntries = mostEntries;
        this.largestFile = largestFile;
    }

    /**
     * Returns the files by their names.
     *
     * @param largestFile the most bytes of the file with this name
     * @throws Refusal if it is no zip, or one that programs may read in different ways
     */
    static SortedMap<String, byte[]> read(byte[] bytes, int mostEntries, ToIntFunction<String> largestFile)
            throws Refusal {
        StrictZip zip = new StrictZip(bytes, mostEntries, largestFile);
        try {
            zip.read();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new Refusal("is a damaged zip");
        }
        return zip.files;
    }

    private void read() throws Refusal {
        int end = zip.limit() - END_BYTES;
        if (end < 0 || zip.getInt(end) != END) {
            throw new Refusal("is a damaged zip, or has something behind it");
        }
        int count = u16(end + 10);
        long directory = u32(end + 16);
        require(
                u16(end + 4) == 0 && u16(end + 6) == 0 && u16(end + 8) == count && u16(end + 20) == 0,
                "a number at its end");
        require(directory + u32(end + 12) == end, "the place of its directory");
        if (count > mostEntries) {
            throw new Refusal("is too large for a certificate package");
        }
        int central = (int) directory;
        int local = 0;
        for (int i = 0; i < count; i++) {
            require(zip.getInt(central) == CENTRAL && u32(central + 42) == local, "the place of a file");
            local = file(central, local);
            central += 46 + u16(central + 28) + u16(central + 30);
        }
        require(central == end && local == directory, "bytes that belong to no file");
    }

    /** Reads a file, and returns the place behind it. */
    private int file(int central, int local) throws Refusal {
        int flags = u16(central + 8);
        int method = u16(central + 10);
        byte[] nameBytes = bytes(central + 46, u16(central + 28));
        String name = name(nameBytes);
        boolean directory = name.endsWith("/");
        requireType(central, directory, name);
        require(
                u16(central + 6) <= NEWEST && (flags & ~FLAGS) == 0 && (method == STORED || method == DEFLATED),
                "how " + name + " is packed");
        require(u16(central + 32) == 0 && u16(central + 34) == 0, "a comment on " + name);
        requireExtra(central + 46 + nameBytes.length, u16(central + 30), name);

        require(
                zip.getInt(local) == LOCAL
                        && u16(local + 4) == u16(central + 6)
                        && u16(local + 6) == flags
                        && u16(local + 8) == method
                        && zip.getInt(local + 10) == zip.getInt(central + 12)
                        && Arrays.equals(bytes(local + 30, u16(local + 26)), nameBytes),
                "the header of " + name);
        requireExtra(local + 30 + nameBytes.length, u16(local + 28), name);
        int at = local + 30 + nameBytes.length + u16(local + 28);
        int crc = zip.getInt(central + 16);
        long packed = u32(central + 20);
        long size = u32(central + 24);
        if (size > largestFile.applyAsInt(name) || packed > zip.limit()) {
            throw new Refusal("is too large for a certificate package");
        }
        int behind = Math.toIntExact(at + packed);
        boolean described = (flags & FLAG_DESCRIPTOR) != 0;
        require(
                isRight(described, u32(local + 14), crc & 0xffffffffL)
                        && isRight(described, u32(local + 18), packed)
                        && isRight(described, u32(local + 22), size),
                "the size of " + name);
        byte[] content = content(method, bytes(at, (int) packed), (int) size, name);
        CRC32 sum = new CRC32();
        sum.update(content);
        require((int) sum.getValue() == crc, "the checksum of " + name);
        if (described) {
            // A program that reads a stream finds the end of stored bytes by the mark behind them.
            require(method == DEFLATED || !hasMark(content), "the content of " + name);
            require(
                    zip.getInt(behind) == DESCRIPTOR
                            && zip.getInt(behind + 4) == crc
                            && u32(behind + 8) == packed
                            && u32(behind + 12) == size,
                    "the size of " + name);
            behind += 16;
        }
        require(!directory || size == 0, "the content of " + name);
        if (!directory) {
            files.put(name, content);
        }
        return behind;
    }

    /** Returns whether a field of a local header is right. Info-ZIP leaves open only what it does not know yet. */
    private static boolean isRight(boolean described, long local, long central) {
        return local == central || (described && local == 0);
    }

    private static boolean hasMark(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("PK\007\010");
    }

    private String name(byte[] bytes) throws Refusal {
        String name = new String(bytes, StandardCharsets.ISO_8859_1).replace('\\', '/');
        String shown = name.replaceAll("[^ -~]", "?");
        for (String part : name.split("/", -1)) {
            if (part.equals("..") || part.equals(".") || name.startsWith("/")) {
                throw new Refusal("holds '" + shown + "', a path outside its directory");
            }
        }
        if (!NAME.matcher(name).matches()) {
            throw new Refusal("holds '" + shown + "'; expected names of ASCII letters, digits and . _ - /");
        }
        String key = (name.endsWith("/") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
        if (!names.add(key)) {
            throw new Refusal("holds " + name + " twice");
        }
        return name;
    }

    /** Unix's modes are in the upper half, if the upper half of the version says so. */
    private void requireType(int central, boolean directory, String name) throws Refusal {
        int type = (int) (u32(central + 38) >>> 16) & FILE_TYPE;
        require(type == 0 || type == (directory ? DIRECTORY : REGULAR), "the kind of " + name);
    }

    private void requireExtra(int from, int length, String name) throws Refusal {
        int at = from;
        while (at < from + length) {
            require(EXTRA.contains(u16(at)), "an extra field of " + name);
            at += 4 + u16(at + 2);
        }
        require(at == from + length, "an extra field of " + name);
    }

    private static byte[] content(int method, byte[] packed, int size, String name) throws Refusal {
        if (method == STORED) {
            require(packed.length == size, "the size of " + name);
            return packed;
        }
        byte[] content = new byte[size + 1];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            int length = inflater.inflate(content);
            require(length == size && inflater.finished() && inflater.getRemaining() == 0, "the size of " + name);
            return Arrays.copyOf(content, size);
        } catch (DataFormatException e) {
            throw new Refusal("is a damaged zip");
        } finally {
            inflater.end();
        }
    }

    private static void require(boolean condition, String what) throws Refusal {
        if (!condition) {
            throw new Refusal("is a zip that programs read in different ways because of " + what);
        }
    }

    private byte[] bytes(int at, int length) {
        byte[] bytes = new byte[length];
        zip.get(at, bytes);
        return bytes;
    }

    private int u16(int at) {
        return zip.getShort(at) & 0xffff;
    }

    private long u32(int at) {
        return zip.getInt(at) & 0xffffffffL;
    }
}
