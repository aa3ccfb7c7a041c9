package io.github.openflgramine.layers;

import io.github.openflgramine.rootfs.FileBatches;
import io.github.openflgramine.rootfs.FileHash;
import io.github.openflgramine.rootfs.Workers;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads an uncompressed layer in a file. Headers are read in order; at the same time, files are hashed at their
 * offsets, on all cores.
 */
final class LayerScan {

    /** A regular file whose digest is not yet known. */
    private record Pending(int place, LayerEntry entry, long offset, long size) {}

    /** Receives the regular files that are found. */
    private interface Found {
        void add(int place, TarEntry entry, long offset) throws IOException;
    }

    private final Region layer;
    private final LayerTable table;
    private final Map<Integer, LayerEntry> hashed = new ConcurrentHashMap<>();
    private long[] offsets = new long[1024];

    LayerScan(Region layer, String where, TarUse use, EntryLimit limit) {
        this.layer = layer;
        this.table = new LayerTable(where, use, limit);
    }

    /**
     * Finds all entries and starts hashing files. The layer is complete when all pieces of {@code run} have finished.
     */
    void read(Workers.Run run) throws IOException {
        FileBatches<Pending> batches = new FileBatches<>(run, this::hash);
        find((place, entry, offset) ->
                batches.add(new Pending(place, table.entries().get(place), offset, entry.size()), entry.size()));
        batches.end();
    }

    /** Finds the offsets of files without hashing them. */
    LayerScan offsetsOnly() throws IOException {
        find((place, entry, offset) -> {});
        return this;
    }

    private void find(Found found) throws IOException {
        FileRegion region = layer.stream();
        TarStream tar = table.open(region);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            if (table.add(entry).isPresent()) {
                int place = table.last();
                offsets = place < offsets.length ? offsets : Arrays.copyOf(offsets, 2 * place);
                offsets[place] = region.position();
                found.add(place, entry, region.position());
            }
        }
        table.end();
    }

    /** Returns the entries. Call it only after all pieces have finished. */
    List<LayerEntry> entries() {
        hashed.forEach(table::fill);
        hashed.clear();
        return table.entries();
    }

    /** Returns the bytes of a regular file. */
    Region file(int place, long size) {
        long offset = place < offsets.length ? offsets[place] : 0;
        return new Region(layer.channel(), offset, size);
    }

    private void hash(List<Pending> files) throws IOException {
        FileHash hash = new FileHash();
        for (Pending file : files) {
            hashed.put(
                    file.place(),
                    LayerEntry.file(
                            file.entry().path(), file.size(), hash.of(layer.channel(), file.offset(), file.size())));
        }
    }
}
