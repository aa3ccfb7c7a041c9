package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.MeasurementsWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Adds the image's id, its content and its reference in a registry to measurements.json. */
public final class Attach {

    private final Engine engine;
    private final GraminizeLog log;

    public Attach(Engine engine, BuildLog log) {
        this.engine = engine;
        this.log = new GraminizeLog(log);
    }

    /**
     * Adds the engine's id of the final image, the digest of its configuration or of its manifest in an engine with
     * containerd's image store, and what all engines use of it: configuration and layers.
     *
     * @param pushed the image's name when it is pushed; the engine must have an image with this name
     * @return the image's size in bytes
     */
    public long attach(String finalImage, String pushed, Path measurements) throws IOException {
        long size = attach(finalImage, measurements);
        if (!pushed.equals(finalImage)) {
            engine.tag(finalImage, pushed);
        }
        return size;
    }

    /** Adds the image's id and content for an image that is not pushed, and returns its size in bytes. */
    public long attach(String finalImage, Path measurements) throws IOException {
        EngineImage image = engine.image(finalImage)
                .orElseThrow(() -> new GraminizeException(
                        "The engine at " + engine.address() + " has no image " + finalImage + ".",
                        "Build it: mvn package (docker.skip must not be set)."));
        MeasurementsWriter.write(
                measurements, MeasurementsReader.read(measurements).withImage(image.id(), content(finalImage, image)));
        return image.size();
    }

    /** Saves the image, because an engine with containerd's image store does not tell a configuration's digest. */
    private ImageContent content(String name, EngineImage image) throws IOException {
        try (InputStream saved = engine.save(image.id().toString());
                Image read = new ImageReader().readArchive(saved, name)) {
            ImageContent content = ImageContent.of(read.config().orElseThrow());
            if (!content.diffIds().equals(image.diffIds())) {
                throw new GraminizeException(
                        "The engine at " + engine.address() + " saved other layers for " + name + " than it has.",
                        "Build it again: mvn install");
            }
            return content;
        }
    }

    /**
     * Adds the image's reference by digest in a registry (distribution specification 1.1, digest). A receiver pulls it
     * to get exactly this image.
     *
     * @param pushed the name under which it was pushed
     */
    public void attachReference(String pushed, Path measurements) throws IOException {
        String repository = pushed.substring(0, pushed.lastIndexOf(':'));
        ImageReference reference = engine.image(pushed).stream()
                .flatMap(image -> image.digests().stream())
                .filter(digest -> digest.repository().equals(repository))
                .findFirst()
                .orElseThrow(() -> new GraminizeException(
                        "No registry confirmed the push of " + pushed + ": the engine at " + engine.address()
                                + " has no registry digest for it.",
                        "Remove docker.skip.push, or do not deploy: mvn install"));
        MeasurementsWriter.write(
                measurements, MeasurementsReader.read(measurements).withImageReference(reference));
        log.pushed(reference);
    }
}
