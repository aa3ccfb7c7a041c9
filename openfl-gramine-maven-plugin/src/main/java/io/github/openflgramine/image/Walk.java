package io.github.openflgramine.image;

import java.util.Optional;

/**
 * The result of a walk along a path that follows every link.
 *
 * @param end the entry at the path; empty if there is none
 * @param needsRoot whether a link on the way is absolute or leads above the root
 * @param stop why there is no end; empty if there is one
 */
public record Walk(Optional<ImageNode> end, boolean needsRoot, Optional<Stop> stop) {

    /** Why a walk stopped. */
    public enum Reason {
        ABSENT,
        NOT_A_DIRECTORY,
        LOOP
    }

    /**
     * The place where a walk stopped before its end.
     *
     * @param place the missing entry, the file in place of a directory, or a link of the loop
     * @param link the link in the given path (not one that another link leads to) that leads nowhere; empty if a plain
     *     name fails
     */
    public record Stop(Reason reason, ImagePath place, Optional<ImageNode> link) {}

    public Walk {
        if (end.isPresent() == stop.isPresent()) {
            throw new IllegalArgumentException("a walk has either an end or a reason for having none");
        }
    }
}
