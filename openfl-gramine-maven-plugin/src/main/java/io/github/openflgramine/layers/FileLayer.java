package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.rootfs.FileHash;
import io.github.openflgramine.rootfs.SmallFile;
import io.github.openflgramine.rootfs.Workers;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer in a file. A layer in the cache is neither uncompressed nor hashed until one of its contents is needed.
 * Another layer is added to the cache if its bytes have the digest in the image's configuration.
 */
final class FileLayer {

    private final OpenFiles files;
    private final Region packed;
    private final String where;
    private final TarUse use;
    private final EntryLimit limit;
    private final @Nullable CachedTable cached;
    private @Nullable List<LayerEntry> entries;
    private volatile @Nullable Region plain;
    private volatile @Nullable Sha256 digest;
    private @Nullable LayerScan scan;

    /**
     * Creates a layer without reading it.
     *
     * @param packed its bytes, compressed or not
     * @param where its name in messages
     * @param cached its place in the cache; null if there is none
     */
    FileLayer(
            OpenFiles files, Region packed, String where, TarUse use, EntryLimit limit, @Nullable CachedTable cached) {
        this.files = files;
        this.packed = packed;
        this.where = where;
        this.use = use;
        this.limit = limit;
        this.cached = cached;
        this.entries = cached == null ? null : cached.find().orElse(null);
    }

    /** Returns the layer's name in messages. */
    String where() {
        return where;
    }

    /**
     * Starts uncompressing the layer if it must be read. {@link #read} may be called when all pieces of {@code run}
     * have finished.
     */
    void unpack(Workers.Run run) throws IOException {
        if (entries == null) {
            run.add(packed.length(), this::plain);
        }
    }

    /** Starts reading. {@link #entries} may be called when all pieces of {@code run} have finished. */
    void read(Workers.Run run) throws IOException {
        if (entries != null) {
            return;
        }
        Region tar = plain();
        if (cached != null) {
            run.add(tar.length(), () -> digest = new FileHash().of(tar.channel(), tar.offset(), tar.length()));
        }
        LayerScan found = new LayerScan(tar, where, use, limit);
        scan = found;
        found.read(run);
    }

    List<LayerEntry> entries() {
        if (entries == null) {
            List<LayerEntry> read = Objects.requireNonNull(scan).entries();
            if (cached != null) {
                cached.store(read, Objects.requireNonNull(digest), where);
            }
            entries = read;
        }
        return entries;
    }

    /** Returns the content of a file if this layer contains its bytes. */
    synchronized Optional<byte[]> content(ImageNode file) {
        List<LayerEntry> known = entries();
        for (int place = 0; place < known.size(); place++) {
            if (known.get(place).sha256().equals(file.sha256())) {
                SmallFile.require(file.path(), file.size(), where);
                return Optional.of(content(place, known.get(place), file.size()));
            }
        }
        return Optional.empty();
    }

    private byte[] content(int place, LayerEntry entry, long size) {
        try {
            if (scan == null) {
                scan = new LayerScan(plain(), where, use, new EntryLimit()).offsetsOnly();
            }
            byte[] content = scan.file(place, size).bytes();
            if (entry.sha256().filter(Sha256.digest(content)::equals).isEmpty()) {
                throw changed(entry);
            }
            return content;
        } catch (IOException e) {
            throw ImageReader.unreadable(where, e);
        }
    }

    private GraminizeException changed(LayerEntry entry) {
        return new GraminizeException(
                where + " has another " + entry.path().printable() + " than "
                        + (cached == null
                                ? "when it was hashed."
                                : "the layer sha256:" + cached.diffId() + " that it claims to be."),
                "Make the archive again; do not trust this one.");
    }

    private Region plain() throws IOException {
        Region tar = plain;
        if (tar == null) {
            try {
                tar = files.plain(packed, where);
            } catch (IOException e) {
                throw ImageReader.unreadable(where, e);
            }
            plain = tar;
        }
        return tar;
    }
}
