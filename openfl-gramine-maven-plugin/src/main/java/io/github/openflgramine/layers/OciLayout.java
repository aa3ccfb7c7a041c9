package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code index.json} and blobs by digest: OCI image specification 1.1, "OCI Image Layout", "Index", "Manifest". */
final class OciLayout {

    static final ImagePath INDEX = ImagePath.of("index.json");

    /** The deepest nesting. An index contains manifests or other indexes; real ones are not nested deeper. */
    private static final int DEEPEST = 4;

    private final ArchiveIndex archive;
    private final Map<Sha256, List<String>> manifests = new LinkedHashMap<>();
    private int left = 1000;

    private OciLayout(ArchiveIndex archive) {
        this.archive = archive;
    }

    static Optional<ArchivedImage> find(ArchiveIndex archive) throws IOException {
        Optional<OciLayout> layout = open(archive);
        return layout.isPresent() ? Optional.of(layout.get().only()) : Optional.empty();
    }

    /**
     * Returns the digest of the manifest of the image with this configuration; empty if there is no index or it has no
     * such manifest.
     */
    static Optional<Sha256> manifest(ArchiveIndex archive, ImagePath config) throws IOException {
        Optional<OciLayout> layout = open(archive);
        if (layout.isPresent()) {
            for (Sha256 digest : layout.get().manifests.keySet()) {
                if (layout.get().image(digest).config().equals(config)) {
                    return Optional.of(digest);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<OciLayout> open(ArchiveIndex archive) throws IOException {
        Optional<byte[]> json = archive.document(INDEX);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        OciLayout layout = new OciLayout(archive);
        layout.gather(ArchiveJson.parse(json.get(), "index.json in " + archive.where()), List.of(), DEEPEST);
        return Optional.of(layout);
    }

    private void gather(JsonNode index, List<String> tags, int deeper) throws IOException {
        for (JsonNode descriptor : index.path("manifests")) {
            if (!isForThisPlatform(descriptor) || left-- == 0) {
                continue;
            }
            String where = "an index in " + archive.where();
            Sha256 digest = ArchiveJson.digest(descriptor.path("digest"), where);
            Optional<byte[]> blob = archive.blob(digest);
            if (blob.isEmpty()) {
                continue;
            }
            List<String> names = tag(descriptor).map(List::of).orElse(tags);
            JsonNode document = ArchiveJson.parse(blob.get(), ArchiveIndex.blobName(digest) + " in " + archive.where());
            if (!document.has("manifests")) {
                manifests.computeIfAbsent(digest, key -> new ArrayList<>()).addAll(names);
            } else if (deeper > 0) {
                gather(document, names, deeper - 1);
            }
        }
    }

    private ArchivedImage only() throws IOException {
        if (manifests.size() != 1) {
            throw new GraminizeException(
                    "index.json in " + archive.where() + " leads to " + manifests.size()
                            + " images for linux/amd64, where one was expected.",
                    "Save one image: docker save -o FILE NAME:TAG");
        }
        return image(manifests.keySet().iterator().next());
    }

    private ArchivedImage image(Sha256 digest) throws IOException {
        String where = ArchiveIndex.blobName(digest) + " in " + archive.where();
        JsonNode manifest = ArchiveJson.parse(archive.blob(digest).orElseThrow(), where);
        List<ImagePath> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            layers.add(ArchiveIndex.blobName(ArchiveJson.digest(layer.path("digest"), where)));
        }
        Sha256 config = ArchiveJson.digest(manifest.path("config").path("digest"), where);
        return new ArchivedImage(
                ArchiveIndex.blobName(config),
                layers,
                manifests.getOrDefault(digest, List.of()).stream().distinct().toList(),
                Optional.of(digest));
    }

    /**
     * Returns whether the platform is amd64, the only one with SGX. Build records ("attestations") have the platform
     * unknown.
     */
    private static boolean isForThisPlatform(JsonNode descriptor) {
        JsonNode platform = descriptor.path("platform");
        return platform.isMissingNode()
                || (platform.path("os").asText().equals("linux")
                        && platform.path("architecture").asText().equals("amd64"));
    }

    private static Optional<String> tag(JsonNode descriptor) {
        JsonNode annotations = descriptor.path("annotations");
        return Optional.of(annotations.path("io.containerd.image.name").asText())
                .filter(name -> !name.isEmpty())
                .or(() -> Optional.of(annotations
                                .path("org.opencontainers.image.ref.name")
                                .asText())
                        .filter(name -> !name.isEmpty()));
    }
}
