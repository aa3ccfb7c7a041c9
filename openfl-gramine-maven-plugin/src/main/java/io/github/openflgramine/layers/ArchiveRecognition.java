package io.github.openflgramine.layers;

import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Tells an image's archive from a root file system's tar, by the names in it. */
final class ArchiveRecognition {

    /** What begins an archive of an image, whoever wrote it, and no root file system. */
    private static final Pattern FIRST_NAME = Pattern.compile(
            "(sha256[:-])?[0-9a-f]{64}\\b.*|blobs|oci-layout|(index|manifest|config)\\.json|repositories");

    /** Engines take 127 layers, and none writes more than four entries for each. */
    private static final int MOST_PARTS = 1000;

    private ArchiveRecognition() {}

    static boolean isImageArchive(Path source) {
        if (Files.isDirectory(source)) {
            return false;
        }
        String where = source.toString();
        try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(source), 1 << 16)) {
            Compression compression = Compression.peek(in);
            if (compression == Compression.NONE) {
                return hasManifest(source, where);
            }
            try (InputStream unpacked = compression.unpack(in, where)) {
                return beginsAsArchive(unpacked, where);
            }
        } catch (IOException e) {
            throw ImageReader.unreadable(where, e);
        }
    }

    /** Headers of an uncompressed tar are found within moments, though not those of a whole root file system. */
    private static boolean hasManifest(Path source, String where) throws IOException {
        try (FileChannel channel = FileChannel.open(source)) {
            TarStream tar = new TarStream(new FileRegion(channel, 0, channel.size()), where, true);
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

    /** Unpacking all of a large tar only to recognise it would double the time; the first name has to do. */
    private static boolean beginsAsArchive(InputStream in, String where) throws IOException {
        TarStream tar = new TarStream(in, where, true);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            ImagePath name = LayerTable.inside(entry.name(), where);
            if (!name.equals(ImagePath.ROOT)) {
                return FIRST_NAME.matcher(name.value().split("/", 3)[1]).matches();
            }
        }
        return false;
    }
}
