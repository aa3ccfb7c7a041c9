package io.github.openflgramine.maven;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.graminize.Attach;
import io.github.openflgramine.graminize.FinalImage;
import io.github.openflgramine.graminize.GraminizeLog;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Asks the registry for the digest of the image that fabric8's goal {@code push} has just pushed, and adds it to measurements.json
 * before that file is deployed: {@code image_reference}, {@code REGISTRY/NAME@sha256:…}.
 */
@Mojo(name = "attach-reference", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AttachReferenceMojo extends AbstractWorkspaceMojo {

    @Override
    void run(BuildLog log) throws IOException {
        Optional<String> pushed = pushedImage();
        if (pushed.isEmpty()) {
            new GraminizeLog(log).notPushed(finalImage());
            return;
        }
        try (Engine engine = Engine.connect(engineAddress())) {
            Optional<ImageId> image = handedOver(Handover.FINAL_IMAGE_ID).map(ImageId::of);
            if (image.isPresent()) {
                FinalImage.requireNamed(engine, pushed.get(), image.get());
            }
            new Attach(engine, log).attachReference(pushed.get(), work(Measurements.FILE));
        }
    }
}
