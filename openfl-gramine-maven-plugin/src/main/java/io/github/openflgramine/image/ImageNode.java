package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.util.Optional;

/**
 * One entry of an image's root file system.
 *
 * @param path where it stands, links in its parent directories already followed
 * @param size bytes of a regular file, else 0
 * @param sha256 of a regular file's content, else empty
 * @param target what a symbolic link says, else empty
 */
public record ImageNode(ImagePath path, Kind kind, long size, Optional<Sha256> sha256, Optional<String> target) {

    /** What the trusted list has to tell apart; a fifo, a socket and a device are {@code OTHER}. */
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
