package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageContent;
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

    /** Checks an archive's image before it is used. */
    @FunctionalInterface
    interface Check {

        /**
         * Does nothing if the image may be used.
         *
         * @param shown the archive, for messages
         * @throws GraminizeException if it must not be used
         */
        void check(String shown, Image archived);
    }

    /** Returns the image in the engine. Loads it if the engine has no image with one of the archive's ids. */
    ActorImage in(Engine engine, Check check, BuildLog log) throws IOException {
        try (Image archived = read()) {
            check.check("openfl.image=" + file, archived);
            return in(engine, archived, log);
        }
    }

    private ActorImage in(Engine engine, Image archived, BuildLog log) throws IOException {
        ImageId id = archived.ids().get(0);
        Optional<EngineImage> known = known(engine, ids(archived));
        if (known.isEmpty()) {
            load(engine, log, id);
            known = known(engine, ids(archived));
        }
        if (known.isEmpty()) {
            known = justLoaded(engine, archived);
        }
        EngineImage image = known.orElseThrow(() -> new GraminizeException(
                "The Docker engine has loaded " + file + ", but knows no image with its id, " + id + ".",
                "Load it again (docker load), verify it (-Dopenfl.image=NAME:TAG), and give the id that verify shows:"
                        + " -Dopenfl.image=sha256:…"));
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
    private static Optional<EngineImage> justLoaded(Engine engine, Image archived) throws IOException {
        ImageContent content = ImageContent.of(archived.config().orElseThrow());
        Optional<EngineImage> tagged = known(engine, archived.tags());
        return tagged.isPresent() && ExpectedImage.has(tagged.get(), content, engine) ? tagged : Optional.empty();
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
