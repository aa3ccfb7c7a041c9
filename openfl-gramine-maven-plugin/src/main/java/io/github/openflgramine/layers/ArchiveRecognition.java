package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.util.List;

/** Distinguishes an image's archive from a tar of a root file system by the names in it. */
final class ArchiveRecognition {

    /**
     * The most entries of an image's archive. Engines accept 127 layers, and none writes more than four entries for
     * each.
     */
    private static final int MOST_PARTS = 1000;

    private ArchiveRecognition() {}

    /**
     * Returns whether an uncompressed tar is an image's archive. Reads only the first headers, because a root file
     * system has too many.
     */
    static boolean isImageArchive(Region source, String where) throws IOException {
        TarStream tar = new TarStream(source.stream(), where, true);
        for (int part = 0; part < MOST_PARTS; part++) {
            TarEntry entry = tar.next();
            if (entry == null) {
                return false;
            }
            ImagePath name = LayerTable.inside(entry.name(), where);
            if (name.equals(DockerManifest.NAME) || name.equals(OciLayout.INDEX)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Refuses a root file system with a file that makes an image's archive of it. Such a tar is one thing for {@code
     * docker load} and another for {@code docker import}.
     */
    static void requireNoImage(ImageFilesystem root, String where) {
        for (ImagePath name : List.of(DockerManifest.NAME, OciLayout.INDEX, DockerManifest.OLDER)) {
            if (root.entry(name).isPresent()) {
                throw new GraminizeException(
                        where + " is a root file system with a "
                                + name.printable().substring(1) + ", so it can also be an image archive.",
                        "Save the image again with docker save, or unpack the root file system and give its directory.");
            }
        }
    }
}
