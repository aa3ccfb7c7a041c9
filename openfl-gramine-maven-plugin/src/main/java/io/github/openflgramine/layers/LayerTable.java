package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.NameBytes;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries of a layer while it is read. Tar names become paths inside the root; marker files become whiteouts and
 * opaque markers.
 */
final class LayerTable {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private final List<LayerEntry> entries = new ArrayList<>();
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
        if (use == TarUse.LAYER && path.name().startsWith(WHITEOUT)) {
            addMarker(path);
            return Optional.empty();
        }
        entries.add(
                switch (entry.type()) {
                    case HARD_LINK -> LayerEntry.hardLink(path, inside(entry.linkName(), where));
                    case LINK -> LayerEntry.link(path, entry.linkName());
                    case DIRECTORY -> LayerEntry.of(LayerEntry.Kind.DIRECTORY, path);
                    case FILE, OTHER -> LayerEntry.of(LayerEntry.Kind.OTHER, path);
                });
        return entry.type() == TarEntry.Type.FILE ? Optional.of(path) : Optional.empty();
    }

    int last() {
        return entries.size() - 1;
    }

    void fill(int place, LayerEntry file) {
        entries.set(place, file);
    }

    List<LayerEntry> entries() {
        return entries;
    }

    /** Adds a marker. Names with the prefix twice are AUFS's own files and are ignored. */
    private void addMarker(ImagePath path) {
        if (path.name().equals(OPAQUE)) {
            entries.add(LayerEntry.of(LayerEntry.Kind.OPAQUE, path.parent()));
            return;
        }
        String hidden = path.name().substring(WHITEOUT.length());
        if (hidden.isEmpty() || hidden.equals(".") || hidden.equals("..")) {
            throw damaged(where, path.value());
        }
        if (!hidden.startsWith(WHITEOUT)) {
            entries.add(LayerEntry.of(LayerEntry.Kind.WHITEOUT, path.parent().resolve(hidden)));
        }
    }

    /**
     * Returns a name in an archive as a path inside the root. A name with {@code ..} is refused as an attack or a
     * mistake.
     */
    static ImagePath inside(String name, String where) {
        if (name.isEmpty() || ("/" + name + "/").contains("/../")) {
            throw damaged(where, name);
        }
        return ImagePath.of(name);
    }

    private static GraminizeException damaged(String where, String name) {
        return new GraminizeException(
                where + " has an entry named \"" + NameBytes.printable(name) + "\", which is no path inside a root.",
                "Make the archive again; do not trust one that has such names.");
    }
}
