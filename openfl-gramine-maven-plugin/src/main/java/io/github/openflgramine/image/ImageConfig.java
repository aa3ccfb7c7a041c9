package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image's configuration: OCI image specification 1.1, "OCI Image Configuration".
 *
 * @param id digest of the configuration's bytes; Docker's image id
 * @param json the unchanged text of the configuration
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param labels the labels set by LABEL
 */
public record ImageConfig(Sha256 id, String json, List<Sha256> diffIds, Map<String, String> labels) {

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }
}
