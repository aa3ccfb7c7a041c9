package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.util.List;
import java.util.Optional;

/**
 * What an image's configuration says about a layer, and the layer's place in a cache.
 *
 * @param diffId the digest of the layer's uncompressed bytes
 */
record LayerIdentity(Sha256 diffId, Optional<LayerCache> cache) {

    Optional<List<LayerEntry>> cached() {
        return cache.flatMap(known -> known.find(diffId));
    }

    void store(List<LayerEntry> entries) {
        cache.ifPresent(known -> known.store(diffId, entries));
    }

    /**
     * Compares the digest.
     *
     * @param digest the digest of the uncompressed bytes that were read
     * @param where the layer's name in messages
     */
    void require(Sha256 digest, String where) {
        if (!digest.equals(diffId)) {
            throw new GraminizeException(
                    where + " is not the layer that the image's configuration names:\n  has           sha256:" + digest
                            + "\n  configuration sha256:" + diffId,
                    "Make or copy the archive again.");
        }
    }
}
