package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;

/**
 * What is no part of an image for those who run it: what engines lay over it in each container (OCI runtime specification
 * 1.2, "Default Filesystems", and files of Docker's and podman's), of which an engine that copies out gives its own; and
 * the list of its files, which cannot have its own digest.
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

    /** Hides them, applied as the last layer. */
    static final List<LayerEntry> LAYER = layer();

    private HiddenFiles() {}

    private static List<LayerEntry> layer() {
        List<LayerEntry> entries = new ArrayList<>();
        FILES.forEach(file -> entries.add(LayerEntry.of(LayerEntry.Kind.WHITEOUT, file)));
        DIRECTORIES.forEach(directory -> entries.add(LayerEntry.of(LayerEntry.Kind.OPAQUE, directory)));
        return List.copyOf(entries);
    }
}
