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
     * Finds the image in Docker's list, else in OCI's index. Newer engines write both, and only Docker's list has the
     * full tag.
     */
    static ArchivedImage find(ArchiveIndex archive) throws IOException {
        Optional<ArchivedImage> docker = DockerManifest.find(archive);
        if (docker.isPresent()) {
            ArchivedImage image = docker.get();
            return new ArchivedImage(
                    image.config(), image.layers(), image.tags(), OciLayout.manifest(archive, image.config()));
        }
        return OciLayout.find(archive)
                .orElseThrow(() -> new GraminizeException(
                        archive.where() + " has neither manifest.json nor index.json, so it is not an image archive.",
                        "Give what docker save or podman save wrote."));
    }
}
