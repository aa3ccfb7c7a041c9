package io.github.openflgramine.tar;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.tar.SparseMap.Segment;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive once, from start to end: POSIX ustar and pax, GNU's long names, large numbers and sparse files.
 * commons-compress decodes names in extended headers as UTF-8 only, so two different invalid names can become equal,
 * and does not limit long names. Here names stay bytes, and memory use is limited.
 */
public final class TarStream {

    /** Limit of the extended headers of one entry. Docker has the same limit. */
    private static final int LARGEST_EXTRA = 1 << 20;

    /** Limit of paths and link targets in Linux (PATH_MAX). */
    private static final int LONGEST_PATH = 4096;

    private final TarInput in;
    private final PaxRecords global = new PaxRecords();
    private long stored;
    private long padding;
    private List<Segment> segments = List.of();
    private long size;
    private long delivered;
    private long holesLeft = SparseMap.MOST_HOLES;

    /**
     * @param where the archive's name in messages
     * @param endRequired whether an archive without its end marker is treated as cut off; false for layers, whose
     * length is known
     */
    public TarStream(InputStream in, String where, boolean endRequired) {
        this.in = new TarInput(in, where, endRequired);
    }

    /** Returns the next entry, after skipping the rest of the current one; null at the end. */
    @Nullable
    public TarEntry next() throws IOException {
        PaxRecords records = new PaxRecords();
        records.addAll(global);
        Optional<byte[]> longName = Optional.empty();
        Optional<byte[]> longLink = Optional.empty();
        while (true) {
            in.skip(stored + padding);
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
                case 'L' -> longName = Optional.of(withoutNul(extra(header)));
                case 'K' -> longLink = Optional.of(withoutNul(extra(header)));
                case 'V' -> setContent(checkedSize(header.size()));
                default -> {
                    return entry(header, records, longName, longLink);
                }
            }
        }
    }

    /** Reads content of the current entry, with holes as zeros. Returns -1 at its end. */
    public int read(byte[] buffer) throws IOException {
        return read(buffer, 0, buffer.length);
    }

    private int read(byte[] buffer, int from, int length) throws IOException {
        if (delivered == size) {
            return -1;
        }
        Segment next = segments.isEmpty() ? new Segment(size, 0) : segments.get(0);
        if (delivered < next.offset()) {
            int zeros = (int) Math.min(length, next.offset() - delivered);
            Arrays.fill(buffer, from, from + zeros, (byte) 0);
            delivered += zeros;
            return zeros;
        }
        long left = next.offset() + next.length() - delivered;
        int count = in.readSome(buffer, from, (int) Math.min(length, left));
        stored -= count;
        delivered += count;
        if (count == left) {
            segments = segments.subList(1, segments.size());
        }
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
                return (int) Math.min(Integer.MAX_VALUE, size - delivered);
            }
        };
    }

    private TarEntry entry(TarHeader header, PaxRecords records, Optional<byte[]> longName, Optional<byte[]> longLink)
            throws IOException {
        byte[] rawName = records.bytes("GNU.sparse.name")
                .or(() -> records.bytes("path"))
                .or(() -> longName)
                .orElseGet(header::name);
        String name = path(rawName, "a name");
        String link =
                path(records.bytes("linkpath").or(() -> longLink).orElseGet(header::linkName), "a link of " + name);
        TarEntry.Type type = type(header.type(), name);
        if (type != TarEntry.Type.FILE && header.type() != 'D') {
            return new TarEntry(name, type, link, 0, false);
        }
        long bytes = checkedSize(records.text("size").map(this::paxSize).orElseGet(header::size));
        setContent(bytes);
        if (type == TarEntry.Type.DIRECTORY) {
            size = 0;
            segments = List.of();
            return new TarEntry(name, type, link, 0, false);
        }
        boolean sparse = setSparse(header, records, name);
        return new TarEntry(name, type, link, size, sparse);
    }

    private TarEntry.Type type(char flag, String name) {
        return switch (flag) {
            case '0', '7', 'S' -> name.endsWith("/") ? TarEntry.Type.DIRECTORY : TarEntry.Type.FILE;
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
        stored = bytes;
        padding = -bytes & (TarHeader.BLOCK - 1);
        size = bytes;
        delivered = 0;
        segments = bytes == 0 ? List.of() : List.of(new Segment(0, bytes));
    }

    private boolean setSparse(TarHeader header, PaxRecords records, String name) throws IOException {
        Optional<SparseReader.Found> found = new SparseReader(sparseBlocks()).read(header, records);
        if (found.isEmpty()) {
            return false;
        }
        long whole = found.get().size();
        segments = found
                .get()
                .segments()
                .filter(map -> SparseMap.fits(map, whole, stored) && whole - stored <= holesLeft)
                .orElseThrow(() -> damaged("has " + NameBytes.printable(name) + " with a damaged map of a sparse file"))
                .stream()
                .filter(segment -> segment.length() > 0)
                .toList();
        holesLeft -= whole - stored;
        size = whole;
        return true;
    }

    private SparseReader.Blocks sparseBlocks() {
        return new SparseReader.Blocks() {
            @Override
            public byte[] nextOfHeader() throws IOException {
                return in.readBlock();
            }

            @Override
            public Optional<byte[]> nextOfContent() throws IOException {
                if (stored < TarHeader.BLOCK) {
                    return Optional.empty();
                }
                stored -= TarHeader.BLOCK;
                return Optional.of(in.readBlock());
            }
        };
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
        stored = 0;
        padding = -length & (TarHeader.BLOCK - 1);
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
        return SparseMap.number(digits).orElse(-1L);
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
}
