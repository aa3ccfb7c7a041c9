package io.github.openflgramine.build;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.image.ImageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** An image as the archive that {@code mvn install} or {@code docker save} wrote. */
record ImageArchive(Path file) {

    private static final Pattern NAME = Pattern.compile(".*\\.(tar|tar\\.gz|tgz)");

    /** Whether somebody who wrote this where an image is expected means an archive. */
    static boolean isMeantBy(String image) {
        return NAME.matcher(image).matches() || Files.isRegularFile(Path.of(image));
    }

    /** The image in the engine; loaded if the engine has none with the archive's id. */
    ActorImage in(Engine engine, BuildLog log) {
        String id = id();
        if (engine.image(id).isEmpty()) {
            log.loading(file, id);
            try (InputStream archive = Files.newInputStream(file)) {
                engine.load(archive, file.toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        EngineImage image = engine.image(id)
                .orElseThrow(() -> new GraminizeException(
                        "The Docker engine has loaded " + file + ", but knows no image with its id, " + id + ".",
                        "Engines that keep images in containerd give ids of their own. Compare the image with mvn"
                                + " openfl-gramine:inspect, then give its name: -Dopenfl.image=NAME:TAG"));
        return new ActorImage(image.tags().stream().findFirst().orElse(id), image);
    }

    /** Docker's id of the image in it: the digest of its configuration. Reads the whole archive. */
    private String id() {
        if (!Files.isRegularFile(file)) {
            throw new GraminizeException(
                    "openfl.image=" + file + " does not exist or is no file.",
                    "Give the path of the archive that mvn install made, or the name of an image that the engine has.");
        }
        ImageConfig config = ImageReader.open(file, path -> false)
                .config()
                .orElseThrow(() -> new GraminizeException(
                        "openfl.image=" + file + " is no image's archive.",
                        "Give the archive that mvn install or docker save made."));
        return "sha256:" + config.id();
    }
}
