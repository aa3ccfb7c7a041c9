package io.github.openflgramine.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image's configuration: OCI image specification 1.1, "OCI Image Configuration".
 *
 * @param id digest of the configuration's bytes; Docker's image id
 * @param json the configuration as it stands
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param labels as given by LABEL
 */
public record ImageConfig(Sha256 id, String json, List<Sha256> diffIds, Map<String, String> labels) {

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        labels = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    static ImageConfig parse(byte[] json, String where) {
        JsonNode root = ArchiveJson.parse(json, where);
        JsonNode layers = root.path("rootfs").path("diff_ids");
        if (!layers.isArray()) {
            throw new GraminizeException(
                    where + " has no list rootfs.diff_ids, so it is no image's configuration.",
                    "Save the image again with docker save or podman save.");
        }
        List<Sha256> diffIds = new ArrayList<>();
        layers.forEach(layer -> diffIds.add(ArchiveJson.digest(layer, where)));
        Map<String, String> labels = new LinkedHashMap<>();
        root.path("config").path("Labels").forEachEntry((name, value) -> labels.put(name, value.asText()));
        return new ImageConfig(
                Sha256.digest(json), new String(json, java.nio.charset.StandardCharsets.UTF_8), diffIds, labels);
    }
}
