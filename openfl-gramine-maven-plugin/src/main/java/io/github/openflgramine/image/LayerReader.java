package io.github.openflgramine.image;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads one layer's tar as it streams by; every regular file is hashed on the way. */
final class LayerReader {

    /** What one may ask to keep in memory: ELF files, constants, JSON. */
    static final long LARGEST_KEPT = 64L << 20;

    static final String WHITEOUT = ".wh.";
    static final String OPAQUE = ".wh..wh..opq";

    private final Predicate<ImagePath> keep;
    private final boolean whiteouts;
    private final byte[] buffer = new byte[1 << 16];

    /** @param whiteouts whether names that begin with {@code .wh.} mean what they mean in images */
    LayerReader(Predicate<ImagePath> keep, boolean whiteouts) {
        this.keep = keep;
        this.whiteouts = whiteouts;
    }

    Layer read(InputStream in, String where, boolean endRequired) throws IOException {
        TarStream tar = new TarStream(in, where, endRequired);
        List<LayerEntry> entries = new ArrayList<>();
        Map<Sha256, byte[]> kept = new HashMap<>();
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            ImagePath path = inside(entry.name(), where);
            if (whiteouts && path.name().startsWith(WHITEOUT)) {
                if (path.name().equals(OPAQUE)) {
                    entries.add(LayerEntry.of(LayerEntry.Kind.OPAQUE, path.parent()));
                } else if (!path.name().startsWith(WHITEOUT + WHITEOUT)) {
                    entries.add(LayerEntry.of(LayerEntry.Kind.WHITEOUT, hidden(path, where)));
                }
                continue;
            }
            entries.add(
                    switch (entry.type()) {
                        case FILE -> file(tar, entry, path, where, kept);
                        case HARD_LINK -> LayerEntry.hardLink(path, inside(entry.linkName(), where));
                        case LINK -> LayerEntry.link(path, entry.linkName());
                        case FOLDER -> LayerEntry.of(LayerEntry.Kind.FOLDER, path);
                        case OTHER -> LayerEntry.of(LayerEntry.Kind.OTHER, path);
                    });
        }
        return new Layer(entries, kept);
    }

    private LayerEntry file(TarStream tar, TarEntry entry, ImagePath path, String where, Map<Sha256, byte[]> kept)
            throws IOException {
        boolean wanted = keep.test(path);
        if (wanted && entry.size() > LARGEST_KEPT) {
            throw tooLarge(path, entry.size(), where);
        }
        byte[] content = new byte[wanted ? (int) entry.size() : 0];
        MessageDigest digest = Sha256.newMessageDigest();
        int at = 0;
        for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            digest.update(buffer, 0, count);
            if (wanted) {
                System.arraycopy(buffer, 0, content, at, count);
                at += count;
            }
        }
        Sha256 sha256 = Sha256.of(digest.digest());
        if (wanted) {
            kept.put(sha256, content);
        }
        return LayerEntry.file(path, entry.size(), sha256);
    }

    static GraminizeException tooLarge(ImagePath path, long size, String where) {
        return new GraminizeException(
                where + " has " + path.printable() + " with " + size + " bytes, where a file of at most " + LARGEST_KEPT
                        + " bytes was expected.",
                "Put the right file there; its content has to be read into memory.");
    }

    private static ImagePath hidden(ImagePath whiteout, String where) {
        String name = whiteout.name().substring(WHITEOUT.length());
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw damaged(where, whiteout.value());
        }
        return whiteout.parent().resolve(name);
    }

    /** A name in the archive as a path below the root; one with {@code ..} in it is somebody's attack, or a mistake. */
    private static ImagePath inside(String name, String where) {
        for (int at = name.indexOf(".."); at >= 0; at = name.indexOf("..", at + 1)) {
            boolean begins = at == 0 || name.charAt(at - 1) == '/';
            boolean ends = at + 2 == name.length() || name.charAt(at + 2) == '/';
            if (begins && ends) {
                throw damaged(where, name);
            }
        }
        if (name.isEmpty()) {
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
