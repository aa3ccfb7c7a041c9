package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The format of a layer's table:
 *
 * <pre>
 *  0  magic and version, 16 bytes
 * 16  digest of the layer, 32 bytes
 * 48  number of entries, u32
 * 52  entries: a letter for the kind; path u16 length and bytes;
 *              of a file size u64 and digest 32 bytes; of a link u16 length and bytes
 * -32 SHA-256 of all before
 * </pre>
 */
final class LayerTableFile {

    private static final byte[] MAGIC = "openfl-gramine-2".getBytes(StandardCharsets.US_ASCII);

    private LayerTableFile() {}

    static byte[] write(List<LayerEntry> entries, Sha256 diffId) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 100 * entries.size());
        try {
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(MAGIC);
            out.write(diffId.bytes());
            out.writeInt(entries.size());
            for (LayerEntry entry : entries) {
                write(out, entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.writeBytes(Sha256.digest(bytes.toByteArray()).bytes());
        return bytes.toByteArray();
    }

    /** Parses a table. Returns empty unless the bytes are exactly those that {@link #write} returns for this layer. */
    static Optional<List<LayerEntry>> read(byte[] bytes, Sha256 diffId) {
        int end = bytes.length - Sha256.BYTES;
        if (end < 0
                || !Sha256.digest(Arrays.copyOf(bytes, end))
                        .equals(Sha256.of(Arrays.copyOfRange(bytes, end, bytes.length)))) {
            return Optional.empty();
        }
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
            if (!Arrays.equals(bytes(in, MAGIC.length), MAGIC) || !digest(in).equals(diffId)) {
                return Optional.empty();
            }
            int count = in.readInt();
            if (count < 0) {
                return Optional.empty();
            }
            List<LayerEntry> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                entries.add(read(in));
            }
            return in.read() < 0 ? Optional.of(entries) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void write(DataOutputStream out, LayerEntry entry) throws IOException {
        out.writeByte(code(entry.kind()));
        writeName(out, entry.path().value());
        if (entry.sha256().isPresent()) {
            out.writeLong(entry.size());
            out.write(entry.sha256().get().bytes());
        }
        if (entry.target().isPresent()) {
            writeName(out, entry.target().get());
        }
    }

    private static LayerEntry read(DataInputStream in) throws IOException {
        LayerEntry.Kind kind = kind((char) in.readUnsignedByte());
        ImagePath path = new ImagePath(readName(in));
        return switch (kind) {
            case FILE -> LayerEntry.file(path, in.readLong(), digest(in));
            case LINK -> LayerEntry.link(path, readName(in));
            case HARD_LINK -> LayerEntry.hardLink(path, new ImagePath(readName(in)));
            default -> LayerEntry.of(kind, path);
        };
    }

    private static char code(LayerEntry.Kind kind) {
        return switch (kind) {
            case FILE -> 'f';
            case DIRECTORY -> 'd';
            case LINK -> 'l';
            case HARD_LINK -> 'h';
            case OTHER -> 'o';
            case WHITEOUT -> 'w';
            case OPAQUE -> 'q';
        };
    }

    private static LayerEntry.Kind kind(char code) throws IOException {
        for (LayerEntry.Kind kind : LayerEntry.Kind.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw new IOException("no kind of entry: " + code);
    }

    private static void writeName(DataOutputStream out, String name) throws IOException {
        byte[] bytes = NameBytes.encode(name);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static String readName(DataInputStream in) throws IOException {
        return NameBytes.decode(bytes(in, in.readUnsignedShort()));
    }

    private static Sha256 digest(DataInputStream in) throws IOException {
        return Sha256.of(bytes(in, Sha256.BYTES));
    }

    private static byte[] bytes(DataInputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
