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
 * A layer in a file. The layer's bytes must have the digest in the image's configuration. Then its files need not be
 * hashed if the layer is in the cache, and another layer is added to the cache.
 */
final class FileLayer {

    private final OpenFiles files;
    private final Region packed;
    private final String where;
    private final TarUse use;
    private final EntryLimit limit;
    private final @Nullable LayerIdentity identity;
    private @Nullable List<LayerEntry> entries;
    private volatile @Nullable Region plain;
    private @Nullable LayerScan scan;

    private FileLayer(
            OpenFiles files,
            Region packed,
            String where,
            TarUse use,
            EntryLimit limit,
            @Nullable LayerIdentity identity) {
        this.files = files;
        this.packed = packed;
        this.where = where;
        this.use = use;
        this.limit = limit;
        this.identity = identity;
        this.entries = identity == null ? null : identity.cached().orElse(null);
    }

    /**
     * Creates an image's layer without reading it.
     *
     * @param packed its bytes, compressed or not
     * @param where its name in messages
     */
    static FileLayer of(OpenFiles files, Region packed, String where, EntryLimit limit, LayerIdentity identity) {
        return new FileLayer(files, packed, where, TarUse.LAYER, limit, identity);
    }

    /** Creates the only layer of a root file system without reading it. */
    static FileLayer root(OpenFiles files, Region packed, String where) {
        return new FileLayer(files, packed, where, TarUse.ROOT, new EntryLimit(), null);
    }

    /** Returns the layer's name in messages. */
    String where() {
        return where;
    }

    /** Returns whether both have the same bytes in the archive and the same expected digest. */
    boolean isSameAs(FileLayer other) {
        return packed.equals(other.packed)
                && identity != null
                && other.identity != null
                && identity.diffId().equals(other.identity.diffId());
    }

    /** Starts uncompressing the layer. {@link #read} may be called when all pieces of {@code run} have finished. */
    void unpack(Workers.Run run) throws IOException {
        run.add(packed.length(), this::plain);
    }

    /** Starts reading. {@link #entries} may be called when all pieces of {@code run} have finished. */
    void read(Workers.Run run) throws IOException {
        Region tar = plain();
        LayerIdentity expected = identity;
        if (expected != null) {
            run.add(
                    tar.length(),
                    () -> expected.require(new FileHash().of(tar.channel(), tar.offset(), tar.length()), where));
        }
        if (entries == null) {
            LayerScan found = new LayerScan(tar, where, use, limit);
            scan = found;
            found.read(run);
        }
    }

    /** Returns whether a blob is this layer, uncompressed and named by the digest with which it is compared anyway. */
    boolean isCheckedWith(ArchiveBlob blob) {
        return identity != null
                && identity.diffId().equals(blob.digest())
                && blob.region().equals(plain);
    }

    List<LayerEntry> entries() {
        if (entries == null) {
            List<LayerEntry> read = Objects.requireNonNull(scan).entries();
            if (identity != null) {
                identity.store(read);
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
                throw new GraminizeException(
                        where + " has another " + entry.path().printable() + " than when it was hashed.",
                        "Make the archive again; do not trust this one.");
            }
            return content;
        } catch (IOException e) {
            throw ImageReader.unreadable(where, e);
        }
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
