package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.util.Optional;

/**
 * An entry of an image's root file system.
 *
 * @param path its path, with the links in parent directories followed
 * @param size size of a regular file in bytes, else 0
 * @param sha256 digest of a regular file's content, else empty
 * @param target the text of a symbolic link, else empty
 */
public record ImageNode(ImagePath path, Kind kind, long size, Optional<Sha256> sha256, Optional<String> target) {

    /** The kinds that the trusted list distinguishes. A FIFO, a socket and a device are {@code OTHER}. */
    public enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        OTHER
    }

    public ImageNode {
        if ((kind == Kind.FILE) != sha256.isPresent()) {
            throw new IllegalArgumentException("a file, and nothing else, has a digest: " + path);
        }
        if ((kind == Kind.LINK) != target.isPresent()) {
            throw new IllegalArgumentException("a link, and nothing else, has a target: " + path);
        }
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    public boolean isLink() {
        return kind == Kind.LINK;
    }
}
