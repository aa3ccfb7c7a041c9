package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.FileBatches;
import io.github.openflgramine.rootfs.FileHash;
import io.github.openflgramine.rootfs.Workers;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Reads an uncompressed layer that lies in a file: its headers one after the other, and meanwhile the files' contents by
 * their offsets, in as many pieces as there are cores to hash them.
 */
final class LayerScan {

    /** A regular file that waits for its digest. */
    private record Pending(int place, ImagePath path, long offset, long size) {}

    private final FileChannel channel;
    private final String where;
    private final Predicate<ImagePath> keep;
    private final LayerTable table;
    private final Map<Integer, LayerEntry> hashed = new ConcurrentHashMap<>();
    private final Map<Sha256, byte[]> kept = new ConcurrentHashMap<>();
    private Predicate<ImagePath> wanted = path -> true;

    LayerScan(FileChannel channel, String where, Predicate<ImagePath> keep, boolean whiteouts, EntryLimit limit) {
        this.channel = channel;
        this.where = where;
        this.keep = keep;
        this.table = new LayerTable(where, whiteouts, limit);
    }

    /** Reads the contents of these files alone; the others' entries are of no use then. */
    LayerScan only(Predicate<ImagePath> files) {
        wanted = files;
        return this;
    }

    /** Finds what there is, and has it hashed; the layer is whole when all pieces of {@code run} have run. */
    void read(long from, long length, boolean endRequired, Workers.Run run) throws IOException {
        FileRegion region = new FileRegion(channel, from, length);
        TarStream tar = new TarStream(region, where, endRequired);
        FileBatches<Pending> batches = new FileBatches<>(run, this::hash);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            ImagePath file = table.add(entry).orElse(null);
            if (file == null || !wanted.test(file)) {
                continue;
            }
            batches.add(new Pending(table.last(), file, region.position(), entry.size()), entry.size());
        }
        batches.end();
    }

    /** To be asked for when all pieces have run. */
    Layer layer() {
        hashed.forEach(table::fill);
        return new Layer(table.entries(), kept);
    }

    private void hash(List<Pending> files) throws IOException {
        FileHash hash = new FileHash();
        for (Pending file : files) {
            boolean asked = keep.test(file.path());
            byte[] content = FileContent.room(file.path(), file.size(), asked, where);
            Sha256 sha256 = hash.of(channel, file.offset(), file.size(), content);
            if (asked) {
                kept.put(sha256, content);
            }
            hashed.put(file.place(), LayerEntry.file(file.path(), file.size(), sha256));
        }
    }
}
