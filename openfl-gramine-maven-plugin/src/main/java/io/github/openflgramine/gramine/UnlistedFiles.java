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

/** The files of an image that no manifest lists or allows. Their content does not affect any measurement. */
public final class UnlistedFiles {

    private final ImageFilesystem image;
    private final Set<ImagePath> listed = new HashSet<>();
    private final List<AllowedFiles> allowed = new ArrayList<>();

    private UnlistedFiles(ImageFilesystem image) {
        this.image = image;
    }

    /**
     * Returns the number of these files.
     *
     * @param measured files that a measurement covers although they are not listed: the PAL and the manifests
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

    /** Adds the target of a link, because a link is listed under its own name. */
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
