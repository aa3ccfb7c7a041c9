package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.ArchiveNote;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The image's archive, which participants get next to their kits. */
final class KitArchive {

    private KitArchive() {}

    /**
     * Reads the whole archive and returns its name and digest.
     *
     * @throws GraminizeException if there is none, if its bytes are not those that the build noted, or if its image is not
     *     the measured one: the id, and the configuration with the layers' digests
     */
    static KitImage.Archive of(Path archive, Measurements measurements) throws IOException {
        if (!Files.isRegularFile(archive)) {
            throw new GraminizeException(
                    "There is no " + archive + ", and the image is in no registry, so kits could not name it.",
                    "Run mvn install, or give the image in a registry: -Dopenfl.imageReference=…@sha256:…");
        }
        Sha256 sha256 = Sha256.digest(archive);
        Optional<ArchiveNote> note = ArchiveNote.find(archive);
        if (note.isPresent() && !note.get().sha256().equals(sha256)) {
            throw different(
                    archive,
                    "file of " + ArchiveNote.file(archive).getFileName(),
                    "SHA-256 " + note.get().sha256(),
                    "SHA-256 " + sha256);
        }
        String id = measurements.requireImageId("Run mvn install first.").toString();
        try (Image image = new ImageReader().readArchive(archive)) {
            List<String> ids = image.ids().stream().map(Object::toString).toList();
            if (!ids.contains(id)) {
                throw different(archive, "image of " + Measurements.FILE, id, String.join("\n              ", ids));
            }
            Optional<Sha256> config = measurements.content().map(ImageContent::config);
            Optional<Sha256> found = image.config().map(ImageConfig::id);
            if (config.isPresent() && !config.equals(found)) {
                throw different(
                        archive,
                        "image of " + Measurements.FILE,
                        "configuration sha256:" + config.get(),
                        found.map(digest -> "configuration sha256:" + digest).orElse("no configuration"));
            }
        }
        return new KitImage.Archive(archive.getFileName().toString(), sha256);
    }

    private static GraminizeException different(Path archive, String what, String expected, String found) {
        return new GraminizeException(
                "%s is not the %s.%n    expected  %s%n    found     %s%n".formatted(archive, what, expected, found),
                "Both are from the same build after: mvn install");
    }
}
