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
 * Reads a plain layer in a file: its headers one after the other, and meanwhile the files' contents by their places, in as many
 * pieces as there are cores to hash them.
 */
final class LayerScan {

    /** A regular file that waits for its digest. */
    private record Pending(int place, LayerEntry entry, long offset, long size) {}

    /** What is done with the regular files that are found. */
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

    /** Finds what there is, and has it hashed; the layer is whole when all pieces of {@code run} have run. */
    void read(Workers.Run run) throws IOException {
        FileBatches<Pending> batches = new FileBatches<>(run, this::hash);
        find((place, entry, offset) ->
                batches.add(new Pending(place, table.entries().get(place), offset, entry.size()), entry.size()));
        batches.end();
    }

    /** Finds where files have their bytes, and hashes none. */
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
    }

    /** To be asked for when all pieces have run. */
    List<LayerEntry> entries() {
        hashed.forEach(table::fill);
        hashed.clear();
        return table.entries();
    }

    /** A regular file's bytes. */
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
