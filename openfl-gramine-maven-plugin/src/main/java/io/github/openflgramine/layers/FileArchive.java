package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.PathWalk;
import io.github.openflgramine.rootfs.Workers;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** An uncompressed archive in a file: an index of its entries first, then each part by its place, several at once. */
final class FileArchive implements ArchiveContent {

    /** An entry's bytes in the file. */
    private record Region(long offset, long length) {}

    private final FileChannel channel;
    private final String where;
    private final Predicate<ImagePath> keep;
    private final Workers workers;
    private final Optional<LayerCache> cache;
    private final EntryLimit limit = new EntryLimit();
    private final Map<ImagePath, Region> regions = new HashMap<>();
    private final Map<ImagePath, ImagePath> links = new HashMap<>();

    FileArchive(
            FileChannel channel, String where, Predicate<ImagePath> keep, Workers workers, Optional<LayerCache> cache) {
        this.channel = channel;
        this.where = where;
        this.keep = keep;
        this.workers = workers;
        this.cache = cache;
    }

    /** Finds the archive's entries; {@code docker save} has a layer that comes twice as a link to the first. */
    void readIndex() throws IOException {
        FileRegion region = new FileRegion(channel, 0, channel.size());
        TarStream tar = new TarStream(region, where, true);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            limit.count(where);
            ImagePath name = LayerTable.inside(entry.name(), where);
            switch (entry.type()) {
                case FILE -> regions.put(name, new Region(region.position(), entry.size()));
                case LINK -> links.put(name, name.parent().resolve(entry.linkName()));
                case HARD_LINK -> links.put(name, LayerTable.inside(entry.linkName(), where));
                default -> {}
            }
        }
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public Optional<byte[]> json(ImagePath name) throws IOException {
        Region region = region(name).orElse(null);
        if (region == null || region.length() > ArchiveJson.LARGEST) {
            return Optional.empty();
        }
        return Optional.of(stream(region).readAllBytes());
    }

    @Override
    public List<Layer> layers(List<ArchivedLayer> named) throws IOException {
        List<FileLayer> layers = new ArrayList<>();
        try (Workers.Run run = workers.begin()) {
            for (ArchivedLayer archived : named) {
                String name = layer(archived.name());
                Region region = region(archived.name()).orElseThrow(() -> missing(name));
                FileLayer layer = new FileLayer(
                        channel, region.offset(), region.length(), name, archived.diffId(), keep, limit, cache);
                layer.read(run);
                layers.add(layer);
            }
            run.await();
        }
        return layers.stream().map(FileLayer::layer).toList();
    }

    private FileRegion stream(Region region) {
        return new FileRegion(channel, region.offset(), region.length());
    }

    private Optional<Region> region(ImagePath name) {
        ImagePath at = name;
        for (int hops = 0; hops < PathWalk.MOST_LINKS && links.containsKey(at); hops++) {
            at = links.getOrDefault(at, at);
        }
        return Optional.ofNullable(regions.get(at));
    }

    static GraminizeException missing(String layer) {
        return new GraminizeException(layer + " is missing.", "Make or copy the archive again; it is incomplete.");
    }
}
