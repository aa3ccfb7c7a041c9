package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An archive of an image, written by {@code mvn install} or {@code docker save}. */
record ImageArchive(Path file) {

    private static final Pattern NAME = Pattern.compile(".*\\.(tar|tar\\.gz|tgz)");

    /** Returns whether a user's value for an image is an archive. */
    static boolean isMeantBy(String image) {
        return NAME.matcher(image).matches() || Files.isRegularFile(Path.of(image));
    }

    /** Returns the image in the engine. Loads it if the engine has no image with one of the archive's ids. */
    ActorImage in(Engine engine, BuildLog log) {
        try (Image archived = read()) {
            return in(engine, archived, log);
        }
    }

    private ActorImage in(Engine engine, Image archived, BuildLog log) {
        ImageId id = archived.ids().get(0);
        EngineImage image = known(engine, ids(archived)).orElseGet(() -> {
            load(engine, log, id);
            return known(engine, ids(archived))
                    .or(() -> justLoaded(engine, archived))
                    .orElseThrow(
                            () -> new GraminizeException(
                                    "The Docker engine has loaded " + file + ", but knows no image with its id, " + id
                                            + ".",
                                    "Compare the image with mvn openfl-gramine:inspect, then give its name: -Dopenfl.image=NAME:TAG"));
        });
        return new ActorImage(
                image.tags().stream().findFirst().orElse(image.id().toString()), image);
    }

    private static List<String> ids(Image archived) {
        return archived.ids().stream().map(ImageId::toString).toList();
    }

    private static Optional<EngineImage> known(Engine engine, List<String> references) {
        return references.stream().map(engine::image).flatMap(Optional::stream).findFirst();
    }

    /** An engine with containerd's image store creates a manifest, and therefore an id, for an archive without one. */
    private static Optional<EngineImage> justLoaded(Engine engine, Image archived) {
        List<Sha256> layers = archived.config().orElseThrow().diffIds();
        return known(engine, archived.tags()).filter(image -> image.diffIds().equals(layers));
    }

    private void load(Engine engine, BuildLog log, ImageId id) {
        new ActorLog(log).loading(file, id);
        try (InputStream archive = Files.newInputStream(file)) {
            engine.load(archive, file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the whole archive. */
    private Image read() {
        if (!Files.isRegularFile(file)) {
            throw new GraminizeException(
                    "openfl.image=" + file + " does not exist or is not a file.",
                    "Give the path of the archive made by mvn install, or the name of an image in the engine.");
        }
        Image image = new ImageReader().read(file);
        if (image.config().isEmpty()) {
            image.close();
            throw new GraminizeException(
                    "openfl.image=" + file + " is not an image archive.",
                    "Give the archive made by mvn install or docker save.");
        }
        return image;
    }
}
