package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a layer while it is read. Tar names become paths inside the root; marker files become whiteouts and
 * opaque markers. Refuses entries that engines unpack in different ways: names that occur twice, hard links to files
 * of other layers, and markers of a form that only some engines know.
 */
final class LayerTable {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    /** What an entry brought. Equal ones are kept once. */
    private record Seen(TarEntry.Type type, TarEntry.Attributes attributes) {}

    private final List<LayerEntry> entries = new ArrayList<>();
    private final Map<ImagePath, Seen> paths = new HashMap<>();
    private final Map<Seen, Seen> kept = new HashMap<>();
    private final String where;
    private final TarUse use;
    private final EntryLimit limit;

    LayerTable(String where, TarUse use, EntryLimit limit) {
        this.where = where;
        this.use = use;
        this.limit = limit;
    }

    /** Opens the tar of this table. */
    TarStream open(InputStream in) {
        return new TarStream(in, where, use == TarUse.ROOT);
    }

    /** Adds an entry. Returns the path of a regular file, whose place is reserved until it is {@link #fill filled}. */
    Optional<ImagePath> add(TarEntry entry) {
        limit.count(where);
        ImagePath path = inside(entry.name(), where);
        remember(path, entry);
        if (use == TarUse.LAYER && path.value().contains("/" + WHITEOUT)) {
            addMarker(path, entry);
            return Optional.empty();
        }
        entries.add(
                switch (entry.type()) {
                    case HARD_LINK -> LayerEntry.hardLink(path, inside(entry.linkName(), where));
                    case LINK -> LayerEntry.link(path, entry.linkName());
                    case DIRECTORY -> LayerEntry.of(LayerEntry.Kind.DIRECTORY, path);
                    case FILE, OTHER -> LayerEntry.of(LayerEntry.Kind.OTHER, path);
                    case DEVICE_ZERO -> LayerEntry.of(deviceZero(path), path);
                });
        return entry.type() == TarEntry.Type.FILE ? Optional.of(path) : Optional.empty();
    }

    int last() {
        return entries.size() - 1;
    }

    void fill(int place, LayerEntry file) {
        entries.set(place, file);
    }

    /** Ends the table. Only its entries are kept. */
    void end() {
        paths.clear();
        kept.clear();
    }

    List<LayerEntry> entries() {
        return entries;
    }

    private void remember(ImagePath path, TarEntry entry) {
        Seen now = entry.type() == TarEntry.Type.HARD_LINK
                ? linked(path, entry)
                : new Seen(entry.type(), entry.attributes());
        Seen before = paths.putIfAbsent(path, kept.computeIfAbsent(now, same -> same));
        if (before != null && !(before.equals(now) && entry.type() == TarEntry.Type.DIRECTORY)) {
            boolean directories = before.type() == TarEntry.Type.DIRECTORY && entry.type() == TarEntry.Type.DIRECTORY;
            throw ambiguous("has " + path.printable() + " twice" + (directories ? ", with different attributes" : ""));
        }
    }

    /** An engine unpacks a layer on its own, so a hard link to another layer's file has no target there. */
    private Seen linked(ImagePath path, TarEntry entry) {
        ImagePath target = inside(entry.linkName(), where);
        Seen shared = paths.get(target);
        String link = "has " + path.printable() + " as a hard link to " + target.printable();
        if (shared == null
                || shared.type() == TarEntry.Type.DIRECTORY
                || target.name().startsWith(WHITEOUT)) {
            throw ambiguous(link + ", which no entry before it in the same layer brings as a file");
        }
        if (!shared.attributes().equals(entry.attributes())) {
            throw ambiguous(link + ", but with other attributes");
        }
        return shared;
    }

    private LayerEntry.Kind deviceZero(ImagePath path) {
        if (use == TarUse.LAYER) {
            throw ambiguous("has " + path.printable() + " as the device 0:0, which overlayfs takes as a whiteout");
        }
        return LayerEntry.Kind.OTHER;
    }

    private void addMarker(ImagePath path, TarEntry entry) {
        String hidden = path.name().startsWith(WHITEOUT) ? path.name().substring(WHITEOUT.length()) : "";
        boolean opaque = path.name().equals(OPAQUE);
        boolean known = opaque
                || !(hidden.isEmpty() || hidden.equals(".") || hidden.equals("..") || hidden.startsWith(WHITEOUT));
        if (!known
                || path.parent().value().contains("/" + WHITEOUT)
                || entry.type() != TarEntry.Type.FILE
                || entry.size() > 0) {
            throw ambiguous("has " + path.printable() + ", which is not a whiteout that all engines know");
        }
        if (opaque && path.parent().equals(ImagePath.ROOT)) {
            throw ambiguous("makes the root opaque");
        }
        entries.add(
                opaque
                        ? LayerEntry.of(LayerEntry.Kind.OPAQUE, path.parent())
                        : LayerEntry.of(LayerEntry.Kind.WHITEOUT, path.parent().child(hidden)));
    }

    private GraminizeException ambiguous(String what) {
        return LayerMerge.ambiguous(where, what);
    }

    /**
     * Returns a name in an archive as a path inside the root. A name with {@code ..} is refused as an attack or a
     * mistake.
     */
    static ImagePath inside(String name, String where) {
        if (name.isEmpty() || ("/" + name + "/").contains("/../")) {
            throw new GraminizeException(
                    where + " has an entry named \"" + NameBytes.printable(name)
                            + "\", which is no path inside a root.",
                    "Make the archive again; do not trust one that has such names.");
        }
        return ImagePath.of(name);
    }
}
