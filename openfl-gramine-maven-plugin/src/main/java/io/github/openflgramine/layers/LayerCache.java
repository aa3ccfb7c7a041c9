package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.AtomicFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Tables of layers read before, by the digest of the layer's uncompressed bytes. Only a layer whose bytes have that
 * digest is stored. A damaged file counts as missing. Two builds may use the cache at once.
 */
final class LayerCache {

    private final Path directory;

    LayerCache(Path directory) {
        this.directory = directory;
    }

    Optional<List<LayerEntry>> find(Sha256 diffId) {
        try {
            return LayerTableFile.read(Files.readAllBytes(file(diffId)), diffId);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void store(Sha256 diffId, List<LayerEntry> entries) {
        write(file(diffId), LayerTableFile.write(entries, diffId));
    }

    /** Writes a file. A failure costs time in the next build but does not fail this one. */
    static void write(Path file, byte[] content) {
        try {
            AtomicFiles.writePrivate(file, content);
        } catch (IOException e) {
            return;
        }
    }

    private Path file(Sha256 diffId) {
        return directory.resolve(diffId.hex() + ".layer");
    }
}
