package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.PathWalk;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarHeader;
import io.github.openflgramine.tar.TarStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An archive that passes once, from an engine or packed as a whole. Which parts are layers is told at its end only, so
 * whatever looks like a layer is hashed, whatever looks like JSON is kept.
 */
final class StreamedArchive implements ArchiveContent {

    private static final long MOST_JSON = 64L << 20;

    private final String where;
    private final Predicate<ImagePath> keep;
    private final EntryLimit limit = new EntryLimit();
    private final Map<ImagePath, Layer> layers = new HashMap<>();
    private final Map<ImagePath, byte[]> documents = new HashMap<>();
    private final Map<ImagePath, Compression> unread = new HashMap<>();
    private final Map<ImagePath, ImagePath> links = new HashMap<>();
    private long documentBytes;

    StreamedArchive(String where, Predicate<ImagePath> keep) {
        this.where = where;
        this.keep = keep;
    }

    void read(InputStream in) throws IOException {
        TarStream tar = new TarStream(in, where, true);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            limit.count(where);
            ImagePath name = LayerTable.inside(entry.name(), where);
            switch (entry.type()) {
                case FILE -> readFile(name, entry.size(), new BufferedInputStream(tar.content(), 1 << 16));
                case LINK -> links.put(name, name.parent().resolve(entry.linkName()));
                case HARD_LINK -> links.put(name, LayerTable.inside(entry.linkName(), where));
                default -> {}
            }
        }
        in.transferTo(java.io.OutputStream.nullOutputStream());
    }

    private void readFile(ImagePath name, long size, BufferedInputStream content) throws IOException {
        byte[] begin = Compression.begin(content, TarHeader.BLOCK);
        Compression compression = Compression.of(begin);
        boolean tar = begin.length == TarHeader.BLOCK && (TarHeader.isZero(begin) || new TarHeader(begin).isValid());
        String layer = layer(name);
        if (compression == Compression.GZIP || tar) {
            InputStream unpacked = compression.unpack(content, layer);
            try (InputStream in = unpacked) {
                layers.put(name, new LayerReader(keep, true, limit).read(in, layer, false));
            }
        } else if (compression != Compression.NONE) {
            unread.put(name, compression);
        } else if (size <= ArchiveJson.LARGEST && documentBytes + size <= MOST_JSON && isJson(begin)) {
            documentBytes += size;
            documents.put(name, content.readAllBytes());
        }
    }

    private static boolean isJson(byte[] begin) {
        return begin.length > 0 && (begin[0] == '{' || begin[0] == '[');
    }

    @Override
    public String where() {
        return where;
    }

    @Override
    public Optional<byte[]> json(ImagePath name) {
        return Optional.ofNullable(documents.get(target(name)));
    }

    @Override
    public List<Layer> layers(List<ArchivedLayer> named) throws IOException {
        List<Layer> found = new ArrayList<>();
        for (ArchivedLayer archived : named) {
            Layer layer = layers.get(target(archived.name()));
            if (layer == null) {
                throw unreadable(archived.name());
            }
            found.add(layer);
        }
        return found;
    }

    private GraminizeException unreadable(ImagePath name) throws IOException {
        String layer = layer(name);
        Compression compression = unread.get(target(name));
        if (compression != null) {
            compression.unpack(InputStream.nullInputStream(), layer);
        }
        return FileArchive.missing(layer);
    }

    private ImagePath target(ImagePath name) {
        ImagePath at = name;
        for (int hops = 0; hops < PathWalk.MOST_LINKS && links.containsKey(at); hops++) {
            at = links.getOrDefault(at, at);
        }
        return at;
    }
}
