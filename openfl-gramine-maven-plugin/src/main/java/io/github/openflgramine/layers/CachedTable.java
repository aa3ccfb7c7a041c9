package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * A layer's place in a cache.
 *
 * @param diffId the digest that the layer's plain bytes have by the image's configuration
 */
record CachedTable(LayerCache cache, Sha256 diffId) {

    Optional<List<LayerEntry>> find() {
        return cache.find(diffId);
    }

    /**
     * Puts a table in.
     *
     * @param digest of the plain bytes that it was made from
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
