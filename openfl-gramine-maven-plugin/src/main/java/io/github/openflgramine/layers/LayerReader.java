package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;

/** Reads a tar as a stream and hashes every regular file in it. */
final class LayerReader {

    private final TarUse use;
    private final EntryLimit limit;
    private final byte[] buffer = new byte[1 << 16];

    LayerReader(TarUse use, EntryLimit limit) {
        this.use = use;
        this.limit = limit;
    }

    List<LayerEntry> read(InputStream in, String where) throws IOException {
        LayerTable table = new LayerTable(where, use, limit);
        TarStream tar = table.open(in);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            ImagePath file = table.add(entry).orElse(null);
            if (file != null) {
                table.fill(table.last(), LayerEntry.file(file, entry.size(), digest(tar)));
            }
        }
        table.end();
        return table.entries();
    }

    private Sha256 digest(TarStream tar) throws IOException {
        MessageDigest digest = Sha256.newMessageDigest();
        for (int count = tar.read(buffer); count >= 0; count = tar.read(buffer)) {
            digest.update(buffer, 0, count);
        }
        return Sha256.of(digest.digest());
    }
}
