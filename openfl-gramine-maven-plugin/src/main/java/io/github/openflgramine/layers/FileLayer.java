package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.FileHash;
import io.github.openflgramine.rootfs.Workers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A layer in an archive's file: what the cache knows of it is not hashed again, only contents that are wanted are read;
 * what the cache does not know is put in when its bytes have the digest that the configuration says.
 */
final class FileLayer {

    private final FileChannel channel;
    private final long offset;
    private final long length;
    private final String where;
    private final Sha256 diffId;
    private final Predicate<ImagePath> keep;
    private final EntryLimit limit;
    private final Optional<LayerCache> cache;
    private @Nullable LayerScan scan;
    private volatile @Nullable Sha256 digest;
    private volatile @Nullable Layer layer;

    FileLayer(
            FileChannel channel,
            long offset,
            long length,
            String where,
            Sha256 diffId,
            Predicate<ImagePath> keep,
            EntryLimit limit,
            Optional<LayerCache> cache) {
        this.channel = channel;
        this.offset = offset;
        this.length = length;
        this.where = where;
        this.diffId = diffId;
        this.keep = keep;
        this.limit = limit;
        this.cache = cache;
    }

    /** Begins to read; {@link #layer} may be asked for when all pieces of {@code run} have run. */
    void read(Workers.Run run) throws IOException {
        List<LayerEntry> known = cache.flatMap(tables -> tables.find(diffId)).orElse(null);
        if (known == null) {
            readAll(run);
            return;
        }
        List<LayerEntry> wanted = known.stream()
                .filter(entry -> entry.kind() == LayerEntry.Kind.FILE && keep.test(entry.path()))
                .toList();
        if (wanted.isEmpty()) {
            layer = new Layer(known, Map.of());
        } else {
            run.add(length, () -> layer = withContents(known, wanted));
        }
    }

    Layer layer() {
        if (scan != null) {
            layer = scan.layer();
        }
        Layer read = java.util.Objects.requireNonNull(layer);
        if (digest != null && cache.isPresent()) {
            requireDiffId(digest);
            cache.get().store(diffId, read.entries());
        }
        return read;
    }

    private void readAll(Workers.Run run) throws IOException {
        Compression compression = compression();
        if (compression != Compression.NONE) {
            run.add(length, () -> layer = unpacked(compression));
            return;
        }
        if (cache.isPresent()) {
            run.add(length, () -> digest = new FileHash().of(channel, offset, length, new byte[0]));
        }
        LayerScan files = new LayerScan(channel, where, keep, true, limit);
        files.read(offset, length, false, run);
        scan = files;
    }

    private Layer unpacked(Compression compression) throws IOException {
        MessageDigest whole = Sha256.newMessageDigest();
        try (InputStream in =
                cache.isPresent() ? compression.unpack(stream(), where, whole) : compression.unpack(stream(), where)) {
            Layer read = new LayerReader(keep, true, limit).read(in, where, false);
            if (cache.isPresent()) {
                digest = Sha256.of(whole.digest());
            }
            return read;
        } catch (IOException e) {
            throw ImageReader.unreadable(where, e);
        }
    }

    /** Known files are read again, only as far as they are wanted, and their digests compared with the cache's. */
    private Layer withContents(List<LayerEntry> known, List<LayerEntry> wanted) throws IOException {
        Predicate<ImagePath> names =
                wanted.stream().map(LayerEntry::path).collect(java.util.stream.Collectors.toSet())::contains;
        Map<Sha256, byte[]> kept;
        Compression compression = compression();
        if (compression == Compression.NONE) {
            LayerScan contents = new LayerScan(channel, where, keep, true, limit).only(names);
            try (Workers.Run here = new Workers(1).begin()) {
                contents.read(offset, length, false, here);
            }
            kept = contents.layer().kept();
        } else {
            kept = unpacked(compression).kept();
        }
        for (LayerEntry file : wanted) {
            if (!kept.containsKey(file.sha256().orElseThrow())) {
                throw new GraminizeException(
                        where + " has another " + file.path().printable() + " than the layer sha256:" + diffId
                                + " that it claims to be.",
                        "Make the archive again; do not trust this one.");
            }
        }
        return new Layer(known, kept);
    }

    private void requireDiffId(Sha256 found) {
        if (!found.equals(diffId)) {
            throw new GraminizeException(
                    where + " is not the layer that the image's configuration names:\n  has           sha256:" + found
                            + "\n  configuration sha256:" + diffId,
                    "Make or copy the archive again.");
        }
    }

    private Compression compression() throws IOException {
        return Compression.peek(new BufferedInputStream(stream(), 16));
    }

    private FileRegion stream() {
        return new FileRegion(channel, offset, length);
    }
}
