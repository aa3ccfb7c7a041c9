package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an image's configuration: OCI image specification 1.1, "OCI Image Configuration". */
final class ArchivedConfig {

    private ArchivedConfig() {}

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
                Sha256.digest(json),
                new String(json, StandardCharsets.UTF_8),
                diffIds,
                labels,
                ConfigSettings.of(root));
    }
}
