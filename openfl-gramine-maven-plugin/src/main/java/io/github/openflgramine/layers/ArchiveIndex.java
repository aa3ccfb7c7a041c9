package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entries of an image's archive, by name. The index is created once, from the archive's headers; documents and
 * layers are read by their offsets. This class alone decides which headers ({@link #accept}) and which blobs ({@link
 * #blobs}, {@link #config}) of an archive are accepted; {@link LayerTable} does so for the headers of a layer.
 */
final class ArchiveIndex {

    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern BLOB = Pattern.compile("/blobs/sha256/([0-9a-f]{64})");

    private final Region archive;
    private final String where;
    private final EntryLimit limit;
    private final Map<ImagePath, Region> files = new HashMap<>();
    private final Map<ImagePath, ImagePath> links = new HashMap<>();
    private final Set<ImagePath> directories = new HashSet<>();

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
        index.requireFilesBehindLinks();
        return index;
    }

    /** {@code docker save} writes a repeated layer as a link to the first one. */
    private void accept(TarEntry entry, long offset) {
        limit.count(where);
        ImagePath name = LayerTable.inside(entry.name(), where);
        if (entry.name().startsWith("/")) {
            throw ambiguous("has the absolute name " + name.printable());
        }
        boolean directory = entry.type() == TarEntry.Type.DIRECTORY;
        if (files.containsKey(name) || links.containsKey(name) || (!directory && directories.contains(name))) {
            throw ambiguous("has " + shown(name) + " twice");
        }
        addDirectories(directory ? name : name.parent());
        switch (entry.type()) {
            case FILE -> files.put(name, new Region(archive.channel(), offset, entry.size()));
            case LINK -> links.put(name, target(name, entry.linkName()));
            case DIRECTORY -> {}
            default -> throw ambiguous("has " + shown(name) + ", which is neither a file nor a symbolic link");
        }
    }

    private void addDirectories(ImagePath directory) {
        for (ImagePath at = directory; directories.add(at); at = at.parent()) {
            if (files.containsKey(at) || links.containsKey(at)) {
                throw ambiguous("has entries below " + shown(at) + ", which is not a directory");
            }
        }
    }

    /** Docker follows a link inside the directory to which it unpacks the archive; containerd only joins the names. */
    private ImagePath target(ImagePath name, String text) {
        ImagePath target = name.parent().resolve(text);
        long levels = name.parent().equals(ImagePath.ROOT)
                ? 0
                : name.parent().value().chars().filter(c -> c == '/').count();
        long up = List.of(text.split("/", -1)).stream().filter(".."::equals).count();
        if (text.startsWith("/") || up > levels) {
            throw ambiguous(
                    "has " + shown(name) + " as a link to " + NameBytes.printable(text) + ", which leads out of it");
        }
        return target;
    }

    private void requireFilesBehindLinks() {
        links.forEach((name, target) -> {
            if (!files.containsKey(target)) {
                throw ambiguous(
                        "has " + shown(name) + " as a link to " + shown(target) + ", which is not a file in it");
            }
        });
    }

    private GraminizeException ambiguous(String what) {
        return new GraminizeException(
                where + " " + what + "; engines read that differently.",
                "Save the image again with docker save or podman save; do not trust this archive.");
    }

    private static String shown(ImagePath name) {
        return name.printable().substring(1);
    }

    /** Returns the archive's name in messages. */
    String where() {
        return where;
    }

    /** Returns a layer's name in messages. */
    String layerName(ImagePath name) {
        return "Layer " + shown(name) + " of " + where;
    }

    /** Returns a layer's bytes, compressed or not. */
    Region layer(ImagePath name) {
        return file(name)
                .orElseThrow(() -> new GraminizeException(
                        layerName(name) + " is missing.", "Make or copy the archive again; it is incomplete."));
    }

    /** Returns the JSON document with this name; empty if there is none. */
    Optional<byte[]> document(ImagePath name) throws IOException {
        Optional<Region> file = file(name);
        if (file.filter(region -> region.length() > ArchiveJson.LARGEST).isPresent()) {
            throw new GraminizeException(
                    "%s in %s has more than %d bytes.".formatted(shown(name), where, ArchiveJson.LARGEST),
                    "Save the image again with docker save or podman save.");
        }
        return file.isPresent() ? Optional.of(file.get().bytes()) : Optional.empty();
    }

    /** Returns whether there is a file with this name. */
    boolean has(ImagePath name) {
        return file(name).isPresent();
    }

    /** Returns the JSON document with this digest (OCI image layout, "Blobs"); empty if there is none. */
    Optional<byte[]> blob(Sha256 digest) throws IOException {
        Optional<byte[]> blob = document(blobName(digest));
        if (blob.isPresent()) {
            new ArchiveBlob(file(blobName(digest)).orElseThrow(), digest, blobShown(digest))
                    .require(Sha256.digest(blob.get()));
        }
        return blob;
    }

    /** Returns every file that is named by its digest. */
    List<ArchiveBlob> blobs() {
        List<ArchiveBlob> blobs = new ArrayList<>();
        files.forEach((name, region) -> {
            Matcher blob = BLOB.matcher(name.value());
            if (blob.matches()) {
                Sha256 digest = Sha256.ofHex(blob.group(1));
                blobs.add(new ArchiveBlob(region, digest, blobShown(digest)));
            }
        });
        return blobs;
    }

    private String blobShown(Sha256 digest) {
        return shown(blobName(digest)) + " in " + where;
    }

    static ImagePath blobName(Sha256 digest) {
        return ImagePath.of("blobs/sha256/" + digest);
    }

    /**
     * Returns the image's configuration. If its name is a digest, as in archives of engines, it must have this digest.
     * Other names are accepted as they are.
     */
    ImageConfig config(ImagePath name) throws IOException {
        String shown = shown(name) + " in " + where;
        byte[] json = document(name)
                .orElseThrow(() -> new GraminizeException(
                        shown + " is missing: the image's configuration.",
                        "Make or copy the archive again; it is incomplete."));
        ImageConfig config = ArchivedConfig.parse(json, shown);
        Matcher hex = DIGEST.matcher(name.name());
        if (hex.find()) {
            new ArchiveBlob(layer(name), Sha256.ofHex(hex.group()), shown).require(config.id());
        }
        return config;
    }

    /** Returns the file with this name. Names in an archive are keys; there are no directories to walk through. */
    private Optional<Region> file(ImagePath name) {
        return Optional.ofNullable(files.get(links.getOrDefault(name, name)));
    }
}
