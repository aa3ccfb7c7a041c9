package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The names of an image's parts in an archive.
 *
 * @param config the configuration's name in the archive
 * @param layers the layers' names, lowest first
 * @param manifest digest of the image's manifest in OCI's index; empty without such an index
 */
record ArchivedImage(ImagePath config, List<ImagePath> layers, List<String> tags, Optional<Sha256> manifest) {

    ArchivedImage {
        layers = List.copyOf(layers);
        tags = List.copyOf(tags);
    }

    /**
     * Finds the image in Docker's list and in OCI's index. Newer engines write both, and each engine reads one of them, so
     * both must lead to one configuration and the same layers. Only Docker's list has the full tag.
     */
    static ArchivedImage find(ArchiveIndex archive) throws IOException {
        Optional<ArchivedImage> docker = DockerManifest.find(archive);
        Optional<ArchivedImage> oci = OciLayout.find(archive);
        if (docker.isPresent() && oci.isPresent()) {
            docker.get().requireSame(oci.get(), archive);
            return new ArchivedImage(
                    docker.get().config(),
                    docker.get().layers(),
                    docker.get().tags(),
                    oci.get().manifest());
        }
        if (docker.isEmpty() && archive.has(DockerManifest.OLDER)) {
            throw new GraminizeException(
                    archive.where() + " has a list of images in repositories, but no manifest.json.",
                    "Save the image again with docker save or podman save.");
        }
        return docker.or(() -> oci)
                .orElseThrow(() -> new GraminizeException(
                        archive.where() + " has neither manifest.json nor index.json, so it is not an image archive.",
                        "Give what docker save or podman save wrote."));
    }

    private void requireSame(ArchivedImage other, ArchiveIndex archive) {
        List<Region> ours = layers.stream().map(archive::layer).toList();
        List<Region> others = other.layers.stream().map(archive::layer).toList();
        if (!archive.layer(config).equals(archive.layer(other.config)) || !ours.equals(others)) {
            throw new GraminizeException(
                    "manifest.json and index.json in " + archive.where()
                            + " lead to different images:\n  manifest.json "
                            + config.printable().substring(1) + ", " + ours.size() + " layers\n  index.json    "
                            + other.config.printable().substring(1) + ", " + others.size() + " layers",
                    "Save the image again with docker save or podman save; do not trust this archive.");
        }
    }
}
