package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import java.util.Optional;

/**
 * An entry of a layer, before layers are merged.
 *
 * @param path the entry's path; for a whiteout, the path that it removes; for an opaque marker, the directory
 * @param size size of a regular file in bytes, else 0
 * @param sha256 digest of a regular file's content, else empty
 * @param target the text of a symbolic link, or the target of a hard link as a path inside the root; else empty
 */
record LayerEntry(ImagePath path, Kind kind, long size, Optional<Sha256> sha256, Optional<String> target) {

    /**
     * The kinds of entries. A layer has more of them than a file system: hard links to, and markers that hide, files of
     * lower layers.
     */
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        HARD_LINK,
        OTHER,
        WHITEOUT,
        OPAQUE
    }

    LayerEntry {
        if ((kind == Kind.FILE) != sha256.isPresent()) {
            throw new IllegalArgumentException("a file, and nothing else, has a digest: " + path);
        }
        if ((kind == Kind.LINK || kind == Kind.HARD_LINK) != target.isPresent()) {
            throw new IllegalArgumentException("a link, and nothing else, has a target: " + path);
        }
        if (size < 0 || (size > 0 && kind != Kind.FILE)) {
            throw new IllegalArgumentException("only a file has a size, and no negative one: " + path);
        }
    }

    static LayerEntry file(ImagePath path, long size, Sha256 sha256) {
        return new LayerEntry(path, Kind.FILE, size, Optional.of(sha256), Optional.empty());
    }

    static LayerEntry link(ImagePath path, String target) {
        return new LayerEntry(path, Kind.LINK, 0, Optional.empty(), Optional.of(target));
    }

    static LayerEntry hardLink(ImagePath path, ImagePath target) {
        return new LayerEntry(path, Kind.HARD_LINK, 0, Optional.empty(), Optional.of(target.value()));
    }

    /** Returns a directory, a device or other special file, a whiteout, or an opaque marker. */
    static LayerEntry of(Kind kind, ImagePath path) {
        return new LayerEntry(path, kind, 0, Optional.empty(), Optional.empty());
    }
}
