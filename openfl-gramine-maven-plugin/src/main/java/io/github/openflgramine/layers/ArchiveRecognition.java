package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;

/** Tells an image's archive from a root file system's tar, by the names in it. */
final class ArchiveRecognition {

    /** Engines take 127 layers, and none writes more than four entries for each. */
    private static final int MOST_PARTS = 1000;

    private ArchiveRecognition() {}

    /** Headers of a plain tar are found within moments, though not those of a whole root file system. */
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
