package io.github.openflgramine.rootfs;

import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.Walk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Path resolution as in the kernel below a changed root (path_resolution(7), chroot(2)): component by component, with
 * at most 40 links. {@code ..} is the parent of the directory that links lead to; at the root it stays there.
 */
public final class LinkWalk<P extends LinkWalk.Place<P>> {

    private static final int MOST_LINKS = 40;

    /** An entry as seen by the walk. */
    public interface Place<P extends Place<P>> {
        ImageNode.Kind kind();

        /** Returns its path, with the links in parent directories followed. */
        ImagePath path();

        /** Returns the parent directory. The root is its own parent. */
        P parent();

        /** Returns the entry with this name in this directory. */
        @Nullable
        P child(String name);

        /** Returns the text of a link. */
        String target();
    }

    private final P root;
    private final boolean followLast;
    private final Deque<String> ahead = new ArrayDeque<>();
    private P here;
    private int links;
    private boolean needsRoot;
    /** The link in the given path that is being followed, and the number of components of the path after it. */
    private @Nullable P link;

    private int afterLink;
    private Walk.@Nullable Reason stopped;
    private @Nullable ImagePath stop;

    private LinkWalk(P root, String path, boolean followLast) {
        this.root = root;
        this.here = root;
        this.followLast = followLast;
        pushFront(path);
        while (stopped == null && !ahead.isEmpty()) {
            step();
        }
    }

    /** Follows every link except one at the path itself. */
    public static <P extends Place<P>> Optional<P> entry(P root, ImagePath path) {
        return new LinkWalk<>(root, path.value(), false).end();
    }

    /** Follows every link. */
    public static <P extends Place<P>> Optional<P> resolve(P root, ImagePath path) {
        return new LinkWalk<>(root, path.value(), true).end();
    }

    /** Follows every link and returns how the walk ended. */
    static <P extends Place<P>> Walk walk(P root, String path, Function<P, ImageNode> asImageNode) {
        return new LinkWalk<>(root, path, true).asWalk(asImageNode);
    }

    private Optional<P> end() {
        return stopped == null ? Optional.of(here) : Optional.empty();
    }

    private Walk asWalk(Function<P, ImageNode> asImageNode) {
        if (stopped == null || stop == null) {
            return new Walk(Optional.of(asImageNode.apply(here)), needsRoot, Optional.empty());
        }
        Optional<ImageNode> broken = Optional.ofNullable(link)
                .map(at -> new ImageNode(at.path(), at.kind(), 0, Optional.empty(), Optional.of(at.target())));
        return new Walk(Optional.empty(), needsRoot, Optional.of(new Walk.Stop(stopped, stop, broken)));
    }

    private void step() {
        if (ahead.size() <= afterLink) {
            link = null;
        }
        if (here.kind() != ImageNode.Kind.DIRECTORY) {
            stop(Walk.Reason.NOT_A_DIRECTORY, here.path());
            return;
        }
        String name = ahead.removeFirst();
        if (name.equals("..")) {
            needsRoot |= link != null && here == root;
            here = here.parent();
        } else if (!name.isEmpty() && !name.equals(".")) {
            step(name);
        }
    }

    private void step(String name) {
        P next = here.child(name);
        if (next != null && next.kind() == ImageNode.Kind.LINK) {
            if (followLast || !ahead.isEmpty()) {
                follow(next);
            } else {
                here = next;
            }
            return;
        }
        if (next == null) {
            stop(Walk.Reason.ABSENT, here.path().child(name));
        } else {
            here = next;
        }
    }

    private void follow(P next) {
        if (link == null) {
            link = next;
            afterLink = ahead.size();
        }
        String target = next.target();
        if (++links > MOST_LINKS) {
            stop(Walk.Reason.LOOP, next.path());
        } else if (target.isEmpty()) {
            stop(Walk.Reason.ABSENT, next.path());
        } else {
            if (target.startsWith("/")) {
                needsRoot = true;
                here = root;
            }
            pushFront(target);
        }
    }

    private void stop(Walk.Reason reason, ImagePath place) {
        stopped = reason;
        stop = place;
    }

    private void pushFront(String path) {
        List<String> components = List.of(path.split("/", -1));
        for (int i = components.size() - 1; i >= 0; i--) {
            ahead.addFirst(components.get(i));
        }
    }
}
