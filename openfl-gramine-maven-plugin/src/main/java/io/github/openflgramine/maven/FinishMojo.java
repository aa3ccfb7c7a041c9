package io.github.openflgramine.maven;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.graminize.BuildImages;
import io.github.openflgramine.graminize.FinalImage;
import io.github.openflgramine.graminize.GraminizeLog;
import io.github.openflgramine.graminize.SavedArchive;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuildMark;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks that the final image is the measured first image with one more layer, which contains the manifests and signatures of this
 * build, and gives it its name. Until then both images have names that no other build uses. Refuses to take the name from an image
 * that another build has named in the meantime.
 */
@Mojo(name = "finish", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class FinishMojo extends AbstractWorkspaceMojo {

    @Override
    void run(BuildLog log) throws IOException {
        String name = finalImage();
        ImageId image;
        try (Engine engine = Engine.connect(engineAddress())) {
            image = new FinalImage(engine, log)
                    .finish(new FinalImage.Request(
                            new BuildImages(
                                    names(),
                                    new BuildMark(required(Handover.BUILD_MARK)),
                                    workspace().name()),
                            name,
                            ImageId.of(required(Handover.FIRST_IMAGE_ID)),
                            before(name),
                            work("final")));
        }
        handOver(Handover.FINAL_IMAGE_ID, image.toString());
        if (required(Handover.FINAL_IMAGE_SKIP_SAVE).equals("false")) {
            SavedArchive archive = savedArchive();
            boolean kept = archive.isComplete(image, log);
            if (kept) {
                new GraminizeLog(log).archiveKept(archive.file());
            }
            handOver(Handover.FINAL_IMAGE_SKIP_SAVE, Boolean.toString(kept));
            handOver(Handover.FINAL_IMAGE_ARCHIVED, kept ? "before" : "now");
        }
    }

    /** Returns the image that had this name when the build began. */
    private Optional<ImageId> before(String name) {
        return ImageId.parse(required(
                name.equals(names().signed()) ? Handover.SIGNED_IMAGE_BEFORE : Handover.UNSIGNED_IMAGE_BEFORE));
    }

    private String required(Handover handover) {
        return handedOver(handover)
                .orElseThrow(() -> missing(handover.property(), "the goals prepare and graminize set it"));
    }
}
