package io.github.openflgramine.image;

import java.util.Optional;

/**
 * Where a walk along a path has led, every link followed.
 *
 * @param end the entry that the path means; empty where it means none
 * @param needsRoot whether a link on the way is absolute or climbs above the root
 * @param stop why there is no end
 */
public record Walk(Optional<ImageNode> end, boolean needsRoot, Optional<Stop> stop) {

    /** Why a walk cannot go on. */
    public enum Reason {
        ABSENT,
        NOT_A_DIRECTORY,
        LOOP
    }

    /**
     * Where a walk ended too early.
     *
     * @param place the entry that is absent, the file that the path goes through, or a link of the loop
     * @param link the link of the path itself, not of another link, that leads nowhere; empty where a plain name fails
     */
    public record Stop(Reason reason, ImagePath place, Optional<ImageNode> link) {}

    public Walk {
        if (end.isPresent() == stop.isPresent()) {
            throw new IllegalArgumentException("a walk has either an end or a reason for having none");
        }
    }
}
