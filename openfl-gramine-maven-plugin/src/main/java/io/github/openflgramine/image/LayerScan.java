package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Reads an uncompressed layer that lies in a file: first its headers alone, then its files' contents by their offsets, in
 * as many pieces as there are cores to hash them.
 */
final class LayerScan {

    /** Small files go together into one piece of about this many bytes; a larger one is a piece of its own. */
    private static final long PIECE = 8L << 20;

    /** A regular file that waits for its digest. */
    private record Pending(int place, ImagePath path, long offset, long size) {}

    private final FileChannel channel;
    private final String where;
    private final Predicate<ImagePath> keep;
    private final LayerTable table;
    private final List<Pending> pending = new ArrayList<>();
    private final Map<Sha256, byte[]> kept = new ConcurrentHashMap<>();
    private Predicate<ImagePath> hashed = path -> true;

    LayerScan(FileChannel channel, String where, Predicate<ImagePath> keep, boolean whiteouts, EntryLimit limit) {
        this.channel = channel;
        this.where = where;
        this.keep = keep;
        this.table = new LayerTable(where, whiteouts, limit);
    }

    /** Reads the contents of these files alone; the others' entries are of no use then. */
    LayerScan only(Predicate<ImagePath> files) {
        hashed = files;
        return this;
    }

    /** Finds what there is; afterwards {@link #pieces} can be run, in any order and at once. */
    void readHeaders(long from, long length, boolean endRequired) throws IOException {
        FileRegion region = new FileRegion(channel, from, length);
        TarStream tar = new TarStream(region, where, endRequired);
        byte[] buffer = new byte[0];
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            ImagePath file = table.add(entry).orElse(null);
            if (file == null || !hashed.test(file)) {
                continue;
            }
            if (entry.sparse()) {
                buffer = buffer.length == 0 ? new byte[1 << 16] : buffer;
                table.fill(table.last(), FileContent.read(tar, entry, file, keep.test(file), where, buffer, kept));
            } else {
                pending.add(new Pending(table.last(), file, region.position(), entry.size()));
            }
        }
    }

    List<Workers.Piece> pieces() {
        List<Workers.Piece> large = new ArrayList<>();
        List<Workers.Piece> small = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < pending.size(); i++) {
            if (pending.get(i).size() > PIECE) {
                Pending file = pending.get(i);
                large.add(() -> hash(List.of(file)));
            }
            bytes += pending.get(i).size() + TarHeader.BLOCK;
            if (bytes > PIECE || i == pending.size() - 1) {
                List<Pending> files = pending.subList(from, i + 1).stream()
                        .filter(file -> file.size() <= PIECE)
                        .toList();
                small.add(() -> hash(files));
                from = i + 1;
                bytes = 0;
            }
        }
        large.addAll(small);
        return large;
    }

    /** To be asked for when all pieces have run. */
    Layer layer() {
        return new Layer(table.entries(), kept);
    }

    private void hash(List<Pending> files) throws IOException {
        byte[] buffer = new byte[1 << 17];
        MessageDigest digest = Sha256.newMessageDigest();
        for (Pending file : files) {
            boolean wanted = keep.test(file.path());
            byte[] content = FileContent.room(file.path(), file.size(), wanted, where);
            for (long at = 0; at < file.size(); ) {
                int length = (int) Math.min(buffer.length, file.size() - at);
                int count = channel.read(ByteBuffer.wrap(buffer, 0, length), file.offset() + at);
                if (count <= 0) {
                    throw new EOFException("the file became shorter while it was read");
                }
                digest.update(buffer, 0, count);
                if (wanted) {
                    System.arraycopy(buffer, 0, content, (int) at, count);
                }
                at += count;
            }
            Sha256 sha256 = Sha256.of(digest.digest());
            if (wanted) {
                kept.put(sha256, content);
            }
            table.fill(file.place(), LayerEntry.file(file.path(), file.size(), sha256));
        }
    }
}
