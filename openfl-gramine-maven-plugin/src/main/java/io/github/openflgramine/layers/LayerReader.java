package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Reads one layer's tar as it streams by; every regular file is hashed on the way. */
public final class LayerReader {

    private final Predicate<ImagePath> keep;
    private final boolean whiteouts;
    private final EntryLimit limit;
    private final byte[] buffer = new byte[1 << 16];

    public LayerReader(Predicate<ImagePath> keep, boolean whiteouts, EntryLimit limit) {
        this.keep = keep;
        this.whiteouts = whiteouts;
        this.limit = limit;
    }

    public Layer read(InputStream in, String where, boolean endRequired) throws IOException {
        TarStream tar = new TarStream(in, where, endRequired);
        LayerTable table = new LayerTable(where, whiteouts, limit);
        Map<Sha256, byte[]> kept = new HashMap<>();
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            ImagePath file = table.add(entry).orElse(null);
            if (file != null) {
                table.fill(table.last(), FileContent.read(tar, entry, file, keep.test(file), where, buffer, kept));
            }
        }
        in.transferTo(java.io.OutputStream.nullOutputStream());
        return new Layer(table.entries(), kept);
    }
}
