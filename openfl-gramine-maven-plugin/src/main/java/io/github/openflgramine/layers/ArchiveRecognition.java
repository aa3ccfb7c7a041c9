package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;

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
}
