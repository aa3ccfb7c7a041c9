package io.github.openflgramine.tar;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive once, from start to end: POSIX ustar and pax, GNU's long names and large numbers. Sparse files are refused.
 * commons-compress decodes names in extended headers as UTF-8 only, so two different invalid names can become equal,
 * and does not limit long names. Here names stay bytes, and memory use is limited.
 */
public final class TarStream {

    /** Limit of the extended headers of one entry. Docker has the same limit. */
    private static final int LARGEST_EXTRA = 1 << 20;

    /** Limit of paths and link targets in Linux (PATH_MAX). */
    private static final int LONGEST_PATH = 4096;

    private final TarInput in;
    private final String where;
    private final PaxRecords global = new PaxRecords();
    private long left;
    private long padding;

    /**
     * @param where the archive's name in messages
     * @param endRequired whether an archive without its end marker is treated as cut off; false for layers, whose
     * length is known
     */
    public TarStream(InputStream in, String where, boolean endRequired) {
        this.in = new TarInput(in, where, endRequired);
        this.where = where;
    }

    /** Returns the next entry, after skipping the rest of the current one; null at the end. */
    @Nullable
    public TarEntry next() throws IOException {
        PaxRecords records = new PaxRecords();
        records.addAll(global);
        LongNames gnu = new LongNames(Optional.empty(), Optional.empty());
        while (true) {
            in.skip(left + padding);
            setContent(0);
            TarHeader header = in.readHeader();
            if (header == null) {
                return null;
            }
            if (!header.isValid()) {
                throw damaged("has no tar header at byte " + (in.position() - TarHeader.BLOCK));
            }
            switch (header.type()) {
                case 'x', 'X' -> addRecords(records, header);
                case 'g' -> {
                    addRecords(global, header);
                    records.addAll(global);
                }
                case 'L' -> gnu = gnu.withName(withoutNul(extra(header)));
                case 'K' -> gnu = gnu.withLink(withoutNul(extra(header)));
                case 'V' -> setContent(checkedSize(header.size()));
                default -> {
                    return entry(header, records, gnu);
                }
            }
        }
    }

    /** Reads content of the current entry, with holes as zeros. Returns -1 at its end. */
    public int read(byte[] buffer) throws IOException {
        return read(buffer, 0, buffer.length);
    }

    private int read(byte[] buffer, int from, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.readSome(buffer, from, (int) Math.min(length, left));
        left -= count;
        return count;
    }

    /**
     * Returns the current entry's content, for an archive inside this one. It is no longer valid after {@link #next}.
     */
    public InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return TarStream.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                return length == 0 ? 0 : TarStream.this.read(buffer, from, length);
            }

            @Override
            public int available() {
                return (int) Math.min(Integer.MAX_VALUE, left);
            }
        };
    }

    private TarEntry entry(TarHeader header, PaxRecords records, LongNames gnu) throws IOException {
        String name = path(records.bytes("path").or(gnu::name).orElseGet(header::name), "a name");
        if (header.type() == 'S' || records.areOfSparseFile()) {
            throw sparse(path(records.bytes("GNU.sparse.name").orElse(NameBytes.encode(name)), "a name"));
        }
        String link = path(records.bytes("linkpath").or(gnu::link).orElseGet(header::linkName), "a link of " + name);
        TarEntry.Type type = type(header.type(), name);
        if (type != TarEntry.Type.FILE && header.type() != 'D') {
            return new TarEntry(name, type, link, 0);
        }
        long bytes = checkedSize(records.text("size").map(this::paxSize).orElseGet(header::size));
        setContent(bytes);
        return new TarEntry(name, type, link, type == TarEntry.Type.FILE ? bytes : 0);
    }

    private TarEntry.Type type(char flag, String name) {
        return switch (flag) {
            case '0', '7' -> name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.LINK;
            case '3', '4', '6' -> TarEntry.Type.OTHER;
            case '5', 'D' -> TarEntry.Type.DIRECTORY;
            default ->
                throw damaged("has " + NameBytes.printable(name) + " with the unknown type '"
                        + NameBytes.printable(String.valueOf(flag)) + "'");
        };
    }

    private void setContent(long bytes) {
        left = bytes;
        padding = -bytes & (TarHeader.BLOCK - 1);
    }

    /** No engine writes such files into an image; with them an entry's bytes would not be those of the archive. */
    private GraminizeException sparse(String name) {
        return new GraminizeException(
                where + " has " + NameBytes.printable(name) + " as a sparse file, stored without its holes.",
                "Make the archive again without tar's option --sparse.");
    }

    private void addRecords(PaxRecords records, TarHeader header) throws IOException {
        if (!records.add(extra(header))) {
            throw damaged("has a damaged extended header before byte " + in.position());
        }
    }

    private byte[] extra(TarHeader header) throws IOException {
        long length = checkedSize(header.size());
        if (length > LARGEST_EXTRA) {
            throw damaged("has an extended header of " + length + " bytes");
        }
        byte[] data = new byte[(int) length];
        in.readFully(data);
        setContent(length);
        left = 0;
        return data;
    }

    private String path(byte[] bytes, String what) {
        if (bytes.length > LONGEST_PATH) {
            throw damaged("has " + what + " of " + bytes.length + " bytes; Linux takes " + LONGEST_PATH);
        }
        String path = NameBytes.decode(bytes);
        if (path.indexOf('\0') >= 0) {
            throw damaged("has " + what + " with a NUL in it: " + NameBytes.printable(path));
        }
        return path;
    }

    private long paxSize(String digits) {
        return DecimalNumber.parse(digits).orElse(-1L);
    }

    private long checkedSize(long bytes) {
        if (bytes < 0 || bytes > Long.MAX_VALUE - TarHeader.BLOCK) {
            throw damaged("has an entry with an impossible size before byte " + in.position());
        }
        return bytes;
    }

    private static byte[] withoutNul(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return Arrays.copyOf(data, end);
    }

    private GraminizeException damaged(String what) {
        return in.damaged(what);
    }

    /** GNU's long names of one entry, which are entries of their own before it. */
    private record LongNames(Optional<byte[]> name, Optional<byte[]> link) {

        LongNames withName(byte[] bytes) {
            return new LongNames(Optional.of(bytes), link);
        }

        LongNames withLink(byte[] bytes) {
            return new LongNames(name, Optional.of(bytes));
        }
    }
}
