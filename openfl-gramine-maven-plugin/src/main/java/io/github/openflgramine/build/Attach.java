package io.github.openflgramine.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.engine.EngineImage;
import java.io.IOException;
import java.nio.file.Path;

/** Notes in measurements.json which image they are of. */
public final class Attach {

    private final BuildLog log;

    public Attach(BuildLog log) {
        this.log = log;
    }

    /** Adds the id of the final image, which is the digest of its configuration (OCI image specification, ImageID). */
    public void attach(EngineAddress address, String finalImage, Path measurements) throws IOException {
        try (Engine engine = Engine.connect(address)) {
            EngineImage image = engine.image(finalImage)
                    .orElseThrow(() -> new GraminizeException(
                            "The engine at " + address + " has no image " + finalImage + ".",
                            "Build it: mvn package (docker.skip must not be set)."));
            ObjectNode tree = MeasurementsFile.read(measurements);
            tree.put(MeasurementsFile.IMAGE_ID, image.id());
            MeasurementsFile.write(measurements, tree);
            log.imageReady(finalImage, image.id(), image.size());
        }
    }
}
