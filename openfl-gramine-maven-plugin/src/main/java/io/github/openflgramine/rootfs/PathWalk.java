package io.github.openflgramine.rootfs;

import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Path resolution as the kernel does it below a changed root (path_resolution(7), chroot(2)): component by component, at
 * most 40 links, {@code ..} at the root stays there.
 */
public final class PathWalk {

    public static final int MOST_LINKS = 40;

    private PathWalk() {}

    /** What the walk has to know of an entry. */
    public interface Place<P extends Place<P>> {

        ImageNode.Kind kind();

        /** The directory that holds this; the root's is the root. */
        P parent();

        /** The entry of this name in this directory. */
        @Nullable
        P child(String name);

        /** What a link says. */
        String target();
    }

    public static <P extends Place<P>> Optional<P> walk(P root, ImagePath path, boolean followLast) {
        Deque<String> ahead = new ArrayDeque<>(List.of(path.value().split("/", -1)));
        P here = root;
        int links = 0;
        while (!ahead.isEmpty()) {
            if (here.kind() != ImageNode.Kind.DIRECTORY) {
                return Optional.empty();
            }
            String name = ahead.removeFirst();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                here = here.parent();
                continue;
            }
            P next = here.child(name);
            if (next == null) {
                return Optional.empty();
            }
            if (next.kind() == ImageNode.Kind.LINK && (followLast || !ahead.isEmpty())) {
                String target = next.target();
                if (++links > MOST_LINKS || target.isEmpty()) {
                    return Optional.empty();
                }
                here = target.startsWith("/") ? root : here;
                pushFront(ahead, target);
            } else {
                here = next;
            }
        }
        return Optional.of(here);
    }

    public static void pushFront(Deque<String> ahead, String target) {
        String[] components = target.split("/", -1);
        for (int i = components.length - 1; i >= 0; i--) {
            ahead.addFirst(components[i]);
        }
    }
}
