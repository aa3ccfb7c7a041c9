package io.github.openflgramine.engine;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Sha256;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A local image, with the fields of its configuration (OCI image specification 1.1, "Image Configuration") that are
 * used here.
 *
 * @param tags its names
 * @param digests the digests of its manifest, in each repository to or from which it was pushed or pulled
 * @param size total size of all layers in bytes
 * @param diffIds digests of the uncompressed layers, lowest first
 */
public record EngineImage(
        ImageId id,
        List<String> tags,
        List<ImageReference> digests,
        Instant created,
        long size,
        List<Sha256> diffIds,
        Map<String, String> labels) {

    public EngineImage {
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        diffIds = List.copyOf(diffIds);
        labels = Map.copyOf(labels);
    }
}
