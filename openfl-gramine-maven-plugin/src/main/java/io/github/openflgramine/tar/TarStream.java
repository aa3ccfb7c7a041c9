package io.github.openflgramine.tar;

import io.github.openflgramine.BlockInputStream;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar archive once, from start to end: POSIX ustar and pax, GNU's long names and large numbers. Only headers
 * that Go's archive/tar (the engines' reader), libarchive and GNU tar read in the same way are accepted, and nothing but zeros after the
 * end. Sparse files are refused. commons-compress decodes names in extended headers as UTF-8 only, so two different
 * invalid names can become equal, and does not limit long names. Here names stay bytes, and memory use is limited.
 */
public final class TarStream {

    /** Limit of an extended header or long name. Go's reader and libarchive have the same limit. */
    private static final int LARGEST_EXTRA = 1 << 20;

    /** Limit of paths and link targets in Linux (PATH_MAX). */
    private static final int LONGEST_PATH = 4096;

    private final TarInput in;
    private final String where;
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
        EntryHeaders headers = new EntryHeaders();
        while (true) {
            in.skip(left + padding);
            setContent(0);
            TarHeader header = in.readHeader();
            if (header == null) {
                if (!headers.isEmpty()) {
                    throw damaged("ends after an extended header that belongs to no entry");
                }
                return null;
            }
            requireUnambiguous(header);
            switch (header.type()) {
                case 'x' -> headers.addRecords(extra(header)).ifPresent(this::refuse);
                case 'L' -> headers.addName(extra(header)).ifPresent(this::refuse);
                case 'K' -> headers.addLink(extra(header)).ifPresent(this::refuse);
                default -> {
                    return entry(header, headers);
                }
            }
        }
    }

    private void requireUnambiguous(TarHeader header) {
        long at = in.position() - TarHeader.BLOCK;
        if (!header.isValid()) {
            throw damaged("has no tar header at byte " + at);
        }
        if (header.type() != 'S') {
            header.ambiguity().ifPresent(what -> refuse("a header with " + what));
        }
    }

    private void refuse(String what) {
        throw ambiguous(what + " before byte " + in.position());
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
        return new BlockInputStream() {
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

    private TarEntry entry(TarHeader header, EntryHeaders headers) {
        Optional<byte[]> sparse = headers.sparseName(header);
        if (sparse.isPresent()) {
            throw sparse(path(sparse.get(), "a name"));
        }
        String name = path(headers.name(header), "a name");
        TarEntry.Type type = type(header, name);
        // All readers ignore a plain file's link. Where files are one inode of overlayfs, Docker writes whiteouts with
        // one.
        String link =
                type == TarEntry.Type.FILE ? "" : path(headers.link(header), "a link of " + NameBytes.printable(name));
        long bytes = checkedSize(headers.size(header));
        requireForm(type, name, link);
        if (type != TarEntry.Type.FILE && bytes > 0) {
            throw ambiguous(NameBytes.printable(name) + " with content, which its type has not");
        }
        setContent(bytes);
        return new TarEntry(name, type, link, bytes, headers.attributes(header));
    }

    private TarEntry.Type type(TarHeader header, String name) {
        return switch (header.type()) {
            case '0' -> TarEntry.Type.FILE;
            case '1' -> TarEntry.Type.HARD_LINK;
            case '2' -> TarEntry.Type.LINK;
            case '3' -> header.isDeviceZero() ? TarEntry.Type.DEVICE_ZERO : TarEntry.Type.OTHER;
            case '4', '6' -> TarEntry.Type.OTHER;
            case '5' -> TarEntry.Type.DIRECTORY;
            case 'g' -> throw ambiguous("a global extended header, " + NameBytes.printable(name));
            default ->
                throw damaged("has " + NameBytes.printable(name) + " with the unknown type '"
                        + NameBytes.printable(String.valueOf(header.type())) + "'");
        };
    }

    /** Some readers take a file with a slash at its end as a directory. */
    private void requireForm(TarEntry.Type type, String name, String link) {
        boolean isLink = type == TarEntry.Type.LINK || type == TarEntry.Type.HARD_LINK;
        if (isLink == link.isEmpty()) {
            throw ambiguous(NameBytes.printable(name)
                    + (isLink ? " as a link without a target" : " with a link's target, although it is no link"));
        }
        if (type != TarEntry.Type.DIRECTORY && (name.endsWith("/") || ("/" + name).endsWith("/."))) {
            throw ambiguous(NameBytes.printable(name) + " as a file, although its name is a directory's");
        }
    }

    private GraminizeException ambiguous(String what) {
        return new GraminizeException(
                where + " has " + what + "; tar programs read that differently.",
                "Do not trust it. Get it again from its maker, as docker save or the plugin wrote it.");
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

    private long checkedSize(long bytes) {
        if (bytes < 0 || bytes > Long.MAX_VALUE - TarHeader.BLOCK) {
            throw damaged("has an entry with an impossible size before byte " + in.position());
        }
        return bytes;
    }

    private GraminizeException damaged(String what) {
        return in.damaged(what);
    }
}
