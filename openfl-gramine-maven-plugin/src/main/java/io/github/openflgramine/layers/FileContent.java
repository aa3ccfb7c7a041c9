package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.SmallFile;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;

/** Takes a regular file's content out of a tar: its digest always, its bytes where they were asked for. */
final class FileContent {

    private FileContent() {}

    static LayerEntry read(
            TarStream tar,
            TarEntry entry,
            ImagePath path,
            boolean wanted,
            String where,
            byte[] buffer,
            Map<Sha256, byte[]> kept)
            throws IOException {
        byte[] content = room(path, entry.size(), wanted, where);
        MessageDigest digest = Sha256.newMessageDigest();
        int at = 0;
        for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            digest.update(buffer, 0, count);
            if (wanted) {
                System.arraycopy(buffer, 0, content, at, count);
                at += count;
            }
        }
        Sha256 sha256 = Sha256.of(digest.digest());
        if (wanted) {
            kept.put(sha256, content);
        }
        return LayerEntry.file(path, entry.size(), sha256);
    }

    /** Where a wanted file's bytes go. */
    static byte[] room(ImagePath path, long size, boolean wanted, String where) {
        if (wanted) {
            SmallFile.require(path, size, where);
        }
        return new byte[wanted ? (int) size : 0];
    }
}
