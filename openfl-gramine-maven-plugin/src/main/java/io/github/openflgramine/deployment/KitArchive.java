package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The image's archive, which participants get next to their kits. */
final class KitArchive {

    private KitArchive() {}

    /**
     * Reads the whole archive and returns its name and digest.
     *
     * @throws GraminizeException if there is none, or if it does not contain the image with this id
     */
    static KitImage.Archive of(Path archive, ImageId id) throws IOException {
        if (!Files.isRegularFile(archive)) {
            throw new GraminizeException(
                    "There is no " + archive + ", and the image is in no registry, so kits could not name it.",
                    "Run mvn install, or give the image in a registry: -Dopenfl.imageReference=…@sha256:…");
        }
        Sha256 sha256 = Sha256.digest(archive);
        try (Image image = new ImageReader().readArchive(archive)) {
            List<String> ids = image.ids().stream().map(Object::toString).toList();
            if (!ids.contains(id.toString())) {
                throw new GraminizeException(
                        "%s is not the image of %s.%n    expected  %s%n    found     %s%n"
                                .formatted(archive, Measurements.FILE, id, String.join("\n              ", ids)),
                        "Both are from the same build after: mvn install");
            }
        }
        return new KitImage.Archive(archive.getFileName().toString(), sha256);
    }
}
