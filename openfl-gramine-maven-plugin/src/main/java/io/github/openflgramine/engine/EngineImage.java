package io.github.openflgramine.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A local image: the fields of its configuration (OCI image specification 1.1, "Image Configuration") that are used here.
 *
 * @param id {@code sha256:…} of the configuration, or of the manifest where the engine keeps images in containerd
 * @param tags the names it goes by
 * @param digests {@code REPOSITORY@sha256:…} of its manifest in each repository that it was pushed to or pulled from
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param user empty means root
 * @param size bytes of all layers
 */
public record EngineImage(
        String id,
        List<String> tags,
        List<String> digests,
        Instant created,
        long size,
        String architecture,
        List<String> diffIds,
        Map<String, String> labels,
        List<String> env,
        List<String> entrypoint,
        List<String> command,
        String user,
        String workingDir) {

    public EngineImage {
        if (!id.startsWith("sha256:")) {
            throw new IllegalArgumentException("an image's id begins with sha256:, not " + id);
        }
        tags = List.copyOf(tags);
        digests = List.copyOf(digests);
        diffIds = List.copyOf(diffIds);
        labels = Map.copyOf(labels);
        env = List.copyOf(env);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
    }
}
