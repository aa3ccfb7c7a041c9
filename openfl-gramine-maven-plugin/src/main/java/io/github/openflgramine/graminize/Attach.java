package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.MeasurementsWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Adds the image's id and its reference in a registry to measurements.json. */
public final class Attach {

    private final Engine engine;
    private final GraminizeLog log;

    public Attach(Engine engine, BuildLog log) {
        this.engine = engine;
        this.log = new GraminizeLog(log);
    }

    /**
     * Adds the engine's id of the final image: the digest of its configuration (OCI image specification, ImageID), or
     * of its manifest in an engine with containerd's image store.
     *
     * @param pushed the image's name when it is pushed; the engine must have an image with this name
     */
    public void attach(String finalImage, String pushed, Path measurements) throws IOException {
        attach(finalImage, measurements);
        if (!pushed.equals(finalImage)) {
            engine.tag(finalImage, pushed);
        }
    }

    /** Adds the image's id for an image that is not pushed. */
    public void attach(String finalImage, Path measurements) throws IOException {
        EngineImage image = engine.image(finalImage)
                .orElseThrow(() -> new GraminizeException(
                        "The engine at " + engine.address() + " has no image " + finalImage + ".",
                        "Build it: mvn package (docker.skip must not be set)."));
        MeasurementsWriter.write(
                measurements, MeasurementsReader.read(measurements).withImageId(image.id()));
        log.imageReady(finalImage, image.id(), image.size());
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
