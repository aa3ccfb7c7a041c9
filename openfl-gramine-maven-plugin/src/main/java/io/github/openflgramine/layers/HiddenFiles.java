package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;

/**
 * Paths that are hidden from an image's users: the files that engines mount in each container (OCI runtime
 * specification 1.2, "Default Filesystems", and files of Docker and podman), because an engine copies out its own
 * versions of them; and the image's file list, which cannot contain its own digest.
 */
final class HiddenFiles {

    private static final List<ImagePath> FILES = List.of(
            ImagePath.of("/.dockerenv"),
            ImagePath.of("/etc/hostname"),
            ImagePath.of("/etc/hosts"),
            ImagePath.of("/etc/resolv.conf"),
            FileList.PLACE);
    private static final List<ImagePath> DIRECTORIES =
            List.of(ImagePath.of("/dev"), ImagePath.of("/proc"), ImagePath.of("/sys"));

    /** Hides these paths when applied as the last layer. */
    static final List<LayerEntry> LAYER = layer();

    private HiddenFiles() {}

    /** Returns whether this path is hidden. */
    static boolean hides(ImagePath path) {
        return FILES.contains(path)
                || DIRECTORIES.stream().anyMatch(directory -> path.startsWith(directory) && !path.equals(directory));
    }

    private static List<LayerEntry> layer() {
        List<LayerEntry> entries = new ArrayList<>();
        FILES.forEach(file -> entries.add(LayerEntry.of(LayerEntry.Kind.WHITEOUT, file)));
        DIRECTORIES.forEach(directory -> entries.add(LayerEntry.of(LayerEntry.Kind.OPAQUE, directory)));
        return List.copyOf(entries);
    }
}
