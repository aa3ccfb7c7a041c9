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
import java.util.Optional;

/** Notes in measurements.json which image they are of, and where a registry has it. */
public final class Attach {

    private final Engine engine;
    private final GraminizeLog log;

    public Attach(Engine engine, BuildLog log) {
        this.engine = engine;
        this.log = new GraminizeLog(log);
    }

    /**
     * Adds the id that the engine gives to the final image: the digest of its configuration (OCI image specification, ImageID),
     * or of its manifest where the engine keeps images in containerd.
     *
     * @param pushed how the image will be called where it is pushed: the engine has to know it by that name
     */
    public void attach(String finalImage, Optional<String> pushed, Path measurements) throws IOException {
        EngineImage image = engine.image(finalImage)
                .orElseThrow(() -> new GraminizeException(
                        "The engine at " + engine.address() + " has no image " + finalImage + ".",
                        "Build it: mvn package (docker.skip must not be set)."));
        MeasurementsWriter.write(
                measurements, MeasurementsReader.read(measurements).withImageId(image.id()));
        log.imageReady(finalImage, image.id(), image.size());
        pushed.filter(name -> !name.equals(finalImage)).ifPresent(name -> engine.tag(finalImage, name));
    }

    /**
     * Adds the reference by digest under which a registry has the image (distribution specification 1.1, digest): what a
     * receiver pulls to get these bytes and no others.
     *
     * @param pushed the name it was pushed by
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
