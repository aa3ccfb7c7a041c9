package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.tar.NameBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads an image's configuration: OCI image specification 1.1, "OCI Image Configuration". */
final class ArchivedConfig {

    private static final Set<String> KEYS = Set.of(
            "architecture",
            "os",
            "variant",
            "config",
            "rootfs",
            "type",
            "diff_ids",
            "history",
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Volumes",
            "WorkingDir",
            "Labels",
            "StopSignal",
            "ArgsEscaped",
            "Healthcheck",
            "Shell",
            "OnBuild");

    /** Docker's limit for overlay2. */
    private static final int MOST_LAYERS = 128;

    private ArchivedConfig() {}

    static ImageConfig parse(byte[] json, String where) {
        JsonNode root = ArchiveJson.parse(json, KEYS, where);
        JsonNode layers = root.path("rootfs").path("diff_ids");
        if (!layers.isArray()) {
            throw new GraminizeException(
                    where + " has no list rootfs.diff_ids, so it is no image's configuration.",
                    "Save the image again with docker save or podman save.");
        }
        if (!OciPlatform.isOurs(root)) {
            throw new GraminizeException(
                    where + " is of an image for " + NameBytes.printable(OciPlatform.shown(root))
                            + "; expected linux/amd64, the only platform with SGX.",
                    "Give an image that was built for linux/amd64.");
        }
        if (layers.size() > MOST_LAYERS) {
            throw new GraminizeException(
                    where + " lists " + layers.size() + " layers; engines take at most " + MOST_LAYERS + ".",
                    "Build the image again with fewer instructions in its Dockerfile.");
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
