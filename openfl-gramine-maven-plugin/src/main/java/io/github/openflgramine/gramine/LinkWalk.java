package io.github.openflgramine.gramine;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Tells whether a link reaches its target by relative steps below the root. Absolute links and links that climb above
 * the root do not. In an unpacked root file system, Gramine's signer finds only links of the first kind when it
 * expands a directory, and the measurement must agree with it. On a machine's own root it finds both.
 */
final class LinkWalk {

    /** Linux follows at most this many links. */
    private static final int MOST_LINKS = 40;

    private final ImageFilesystem image;

    LinkWalk(ImageFilesystem image) {
        this.image = image;
    }

    boolean needsRoot(ImageNode link) {
        ImagePath here = link.path().parent();
        Deque<String> steps = new ArrayDeque<>();
        if (!prepend(link, steps)) {
            return true;
        }
        int links = 1;
        while (!steps.isEmpty()) {
            String step = steps.pop();
            if (step.equals("..") && here.equals(ImagePath.ROOT)) {
                return true;
            }
            ImagePath next = step.equals("..") ? here.parent() : here.resolve(step);
            Optional<ImageNode> node = image.entry(next);
            if (node.isEmpty() || links > MOST_LINKS) {
                return false;
            }
            if (node.get().isLink()) {
                links++;
                if (!prepend(node.get(), steps)) {
                    return true;
                }
            } else {
                here = next;
            }
        }
        return false;
    }

    /** Adds the link's target in front of the remaining steps. Returns false if the target is absolute. */
    private static boolean prepend(ImageNode link, Deque<String> steps) {
        String target = link.target().orElseThrow();
        List<String> components = Arrays.asList(target.split("/", -1));
        for (int i = components.size() - 1; i >= 0; i--) {
            steps.push(components.get(i));
        }
        return !target.startsWith("/");
    }
}
