package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entries of an image's archive, by name. The index is created once, from the archive's headers; documents and
 * layers are read by their offsets. This class alone decides which headers ({@link #accept}) and which blobs ({@link
 * #blob}, {@link #config}) of an archive are accepted; {@link LayerTable} does so for the headers of a layer.
 */
final class ArchiveIndex {

    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{64}\\b");
    /** The most links from a name to its bytes; no real archive needs more. */
    private static final int MOST_LINKS = 40;

    private final Region archive;
    private final String where;
    private final EntryLimit limit;
    private final Map<ImagePath, Region> files = new HashMap<>();
    private final Map<ImagePath, ImagePath> links = new HashMap<>();

    private ArchiveIndex(Region archive, String where, EntryLimit limit) {
        this.archive = archive;
        this.where = where;
        this.limit = limit;
    }

    /**
     * Reads an archive's headers.
     *
     * @param archive a plain tar
     * @param where its name in messages
     * @param limit counts its entries
     */
    static ArchiveIndex read(Region archive, String where, EntryLimit limit) throws IOException {
        ArchiveIndex index = new ArchiveIndex(archive, where, limit);
        FileRegion region = archive.stream();
        TarStream tar = new TarStream(region, where, true);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            index.accept(entry, region.position());
        }
        return index;
    }

    /** {@code docker save} writes a repeated layer as a link to the first one. */
    private void accept(TarEntry entry, long offset) {
        limit.count(where);
        ImagePath name = LayerTable.inside(entry.name(), where);
        switch (entry.type()) {
            case FILE -> files.put(name, new Region(archive.channel(), offset, entry.size()));
            case LINK -> links.put(name, name.parent().resolve(entry.linkName()));
            case HARD_LINK -> links.put(name, LayerTable.inside(entry.linkName(), where));
            default -> {}
        }
    }

    /** Returns the archive's name in messages. */
    String where() {
        return where;
    }

    /** Returns a layer's name in messages. */
    String layerName(ImagePath name) {
        return "Layer " + name.printable().substring(1) + " of " + where;
    }

    /** Returns a layer's bytes, compressed or not. */
    Region layer(ImagePath name) {
        return file(name)
                .orElseThrow(() -> new GraminizeException(
                        layerName(name) + " is missing.", "Make or copy the archive again; it is incomplete."));
    }

    /** Returns the JSON document with this name; empty if there is none or it is too large. */
    Optional<byte[]> document(ImagePath name) throws IOException {
        Optional<Region> file = file(name).filter(region -> region.length() <= ArchiveJson.LARGEST);
        return file.isPresent() ? Optional.of(file.get().bytes()) : Optional.empty();
    }

    /**
     * Returns the JSON document with this digest (OCI image layout, "Blobs") after checking the digest; empty if there
     * is none.
     */
    Optional<byte[]> blob(Sha256 digest) throws IOException {
        Optional<byte[]> blob = document(blobName(digest));
        if (blob.isPresent() && !Sha256.digest(blob.get()).equals(digest)) {
            throw damaged(blobName(digest) + " in " + where, Sha256.digest(blob.get()), digest.hex());
        }
        return blob;
    }

    static ImagePath blobName(Sha256 digest) {
        return ImagePath.of("blobs/sha256/" + digest);
    }

    /**
     * Returns the image's configuration. If its name is a digest, as in archives of engines, it must have this digest.
     * Other names are accepted as they are.
     */
    ImageConfig config(ImagePath name) throws IOException {
        String shown = name.printable().substring(1) + " in " + where;
        byte[] json = document(name)
                .orElseThrow(() -> new GraminizeException(
                        shown + " is missing: the image's configuration.",
                        "Make or copy the archive again; it is incomplete."));
        ImageConfig config = ArchivedConfig.parse(json, shown);
        Matcher hex = DIGEST.matcher(name.name());
        if (hex.find() && !hex.group().equals(config.id().hex())) {
            throw damaged(shown, config.id(), hex.group());
        }
        return config;
    }

    private static GraminizeException damaged(String what, Sha256 has, String name) {
        return new GraminizeException(
                what + " is damaged:\n  has  sha256:" + has + "\n  name sha256:" + name,
                "Make or copy the archive again.");
    }

    /** Returns the file with this name. Names in an archive are keys; there are no directories to walk through. */
    private Optional<Region> file(ImagePath name) {
        ImagePath at = name;
        for (int hops = 0; hops < MOST_LINKS && links.containsKey(at); hops++) {
            at = links.getOrDefault(at, at);
        }
        return Optional.ofNullable(files.get(at));
    }
}
