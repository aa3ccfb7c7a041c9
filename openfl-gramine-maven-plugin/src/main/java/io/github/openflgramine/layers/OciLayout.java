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
import java.util.Set;

/** {@code index.json} and blobs by digest: OCI image specification 1.1, "OCI Image Layout", "Index", "Manifest". */
final class OciLayout {

    static final ImagePath INDEX = ImagePath.of("index.json");

    /** The deepest nesting. An index contains manifests or other indexes; real ones are not nested deeper. */
    private static final int DEEPEST = 4;

    /** The most manifests and indexes for this platform. */
    private static final int MOST = 1000;

    private static final Set<String> KEYS = Set.of(
            "manifests",
            "digest",
            "mediaType",
            "platform",
            "os",
            "architecture",
            "variant",
            "annotations",
            "config",
            "layers",
            "size");

    /** Without a media type, the content decides. */
    private static final Set<String> INDEXES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json", "");

    private static final Set<String> MANIFESTS = Set.of(
            "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json", "");

    private final ArchiveIndex archive;
    private final Map<Sha256, List<String>> manifests = new LinkedHashMap<>();
    private int left = MOST;

    private OciLayout(ArchiveIndex archive) {
        this.archive = archive;
    }

    /** Returns the only image for this platform; empty if the archive has no index. */
    static Optional<ArchivedImage> find(ArchiveIndex archive) throws IOException {
        Optional<OciLayout> layout = open(archive);
        return layout.isPresent() ? Optional.of(layout.get().only()) : Optional.empty();
    }

    private static Optional<OciLayout> open(ArchiveIndex archive) throws IOException {
        Optional<byte[]> json = archive.document(INDEX);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        OciLayout layout = new OciLayout(archive);
        layout.gather(ArchiveJson.parse(json.get(), KEYS, "index.json in " + archive.where()), List.of(), DEEPEST);
        return Optional.of(layout);
    }

    private void gather(JsonNode index, List<String> tags, int deeper) throws IOException {
        for (JsonNode descriptor : index.path("manifests")) {
            if (!isForThisPlatform(descriptor)) {
                continue;
            }
            String where = "an index in " + archive.where();
            if (left-- == 0) {
                throw new GraminizeException(
                        "index.json in " + archive.where() + " leads to more than " + MOST + " manifests.",
                        "Save one image: docker save -o FILE NAME:TAG");
            }
            Sha256 digest = ArchiveJson.digest(descriptor.path("digest"), where);
            Optional<byte[]> blob = archive.blob(digest);
            if (blob.isEmpty()) {
                continue;
            }
            List<String> names = tag(descriptor).map(List::of).orElse(tags);
            if (!isIndex(descriptor, blob.get(), digest)) {
                manifests.computeIfAbsent(digest, key -> new ArrayList<>()).addAll(names);
            } else if (deeper > 0) {
                gather(document(blob.get(), digest), names, deeper - 1);
            } else {
                throw new GraminizeException(
                        "index.json in " + archive.where() + " leads to indexes that are nested more than " + DEEPEST
                                + " deep.",
                        "Save one image: docker save -o FILE NAME:TAG");
            }
        }
    }

    /** containerd goes by the media types, others by the content. */
    private boolean isIndex(JsonNode descriptor, byte[] blob, Sha256 digest) {
        JsonNode document = document(blob, digest);
        boolean index = document.has("manifests");
        boolean manifest = document.has("config") || document.has("layers");
        List<String> types = List.of(
                descriptor.path("mediaType").asText(),
                document.path("mediaType").asText());
        Set<String> expected = index ? INDEXES : MANIFESTS;
        if (index == manifest || !expected.containsAll(types)) {
            throw new GraminizeException(
                    ArchiveIndex.blobName(digest) + " in " + archive.where()
                            + " is not clearly an index or a manifest; engines read that differently.",
                    "Save the image again with docker save or podman save; do not trust this archive.");
        }
        return index;
    }

    private JsonNode document(byte[] blob, Sha256 digest) {
        return ArchiveJson.parse(blob, KEYS, ArchiveIndex.blobName(digest) + " in " + archive.where());
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
        JsonNode manifest = document(archive.blob(digest).orElseThrow(), digest);
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
        return platform.isMissingNode() || platform.isNull() || OciPlatform.isOurs(platform);
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
