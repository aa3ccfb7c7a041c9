package io.github.openflgramine.image;

import io.github.openflgramine.GraminizeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/** Root file systems that are no images: a folder, or one plain tar of it, gzip or not. */
public final class RootFilesystemReader {

    private RootFilesystemReader() {}

    /**
     * Reads a root file system.
     *
     * @param rootfs a folder or a tar
     * @param keep the files whose content will be asked for, by the path at which the tar has their bytes; each at most
     *     64 MiB
     */
    public static ImageFilesystem read(Path rootfs, Predicate<ImagePath> keep) {
        if (Files.isDirectory(rootfs)) {
            return new HostFilesystem(rootfs);
        }
        String where = rootfs.toString();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(rootfs), 1 << 16)) {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            LayerMerge merge = new LayerMerge();
            merge.apply(
                    new LayerReader(keep, false).read(gzip ? new GZIPInputStream(in, 1 << 16) : in, where, true),
                    where);
            return merge.filesystem();
        } catch (IOException e) {
            throw new GraminizeException(
                    "Cannot read " + where + ": " + e + ".", "Give a root file system as a folder or a tar.", e);
        }
    }
}
