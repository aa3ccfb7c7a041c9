package io.github.openflgramine.gramine;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files of an image that no manifest lists and none allows: whatever they hold, no measurement changes with it. */
public final class UnlistedFiles {

    private final ImageFilesystem image;
    private final Set<ImagePath> listed = new HashSet<>();
    private final List<AllowedFiles> allowed = new ArrayList<>();

    private UnlistedFiles(ImageFilesystem image) {
        this.image = image;
    }

    /**
     * How many there are.
     *
     * @param measured files that a measurement covers without their being listed: the PAL, the manifests
     */
    public static int count(
            ImageFilesystem image, Collection<FinalManifest> manifests, Collection<ImagePath> measured) {
        UnlistedFiles files = new UnlistedFiles(image);
        measured.forEach(files::list);
        for (FinalManifest manifest : manifests) {
            manifest.trustedPaths().forEach(files::list);
            files.allowed.add(manifest.allowedFiles());
        }
        return files.count();
    }

    /** A link is listed under its own name, and its file is covered. */
    private void list(ImagePath path) {
        image.resolve(path).map(ImageNode::path).ifPresent(listed::add);
    }

    private int count() {
        int count = 0;
        Deque<ImagePath> directories = new ArrayDeque<>(List.of(ImagePath.ROOT));
        while (!directories.isEmpty()) {
            for (ImageNode child : image.children(directories.pop())) {
                if (allowed.stream().anyMatch(files -> files.covers(child.path()))) {
                    continue;
                }
                if (child.isDirectory()) {
                    directories.push(child.path());
                } else if (child.isFile() && !listed.contains(child.path())) {
                    count++;
                }
            }
        }
        return count;
    }
}
