package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * A layer's place in a cache.
 *
 * @param diffId the digest of the layer's uncompressed bytes according to the image's configuration
 */
record CachedTable(LayerCache cache, Sha256 diffId) {

    Optional<List<LayerEntry>> find() {
        return cache.find(diffId);
    }

    /**
     * Stores a table.
     *
     * @param digest the digest of the uncompressed bytes that the table describes
     * @param where the layer's name in messages
     */
    void store(List<LayerEntry> entries, Sha256 digest, String where) {
        if (!digest.equals(diffId)) {
            throw new GraminizeException(
                    where + " is not the layer that the image's configuration names:\n  has           sha256:" + digest
                            + "\n  configuration sha256:" + diffId,
                    "Make or copy the archive again.");
        }
        cache.store(diffId, entries);
    }
}
