package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Root file systems that are no images: a directory, or one plain tar of it, gzip or not. */
public final class RootFilesystemReader {

    private RootFilesystemReader() {}

    /**
     * Reads a root file system, with all cores.
     *
     * @param rootfs a directory or a tar
     * @param keep the files of a tar whose content will be asked for, each at most 64 MiB
     */
    public static ImageFilesystem read(Path rootfs, Predicate<ImagePath> keep) {
        return ImageReader.keeping(keep).readRootFilesystem(rootfs).filesystem();
    }
}
