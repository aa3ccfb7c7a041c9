package io.github.openflgramine.maven;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.graminize.Attach;
import io.github.openflgramine.graminize.FinalImage;
import io.github.openflgramine.graminize.SavedArchive;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Attaches what the build made, for install and deploy: {@code measurements} (json), and for each role {@code ROLE-manifest}
 * (manifest.sgx) and {@code ROLE-sig} (sig). Gives the archive that fabric8's goal {@code save} has written its name,
 * {@code NAME.tar.gz}, notes its SHA-256 next to it, and attaches it as {@code image} (tar.gz). Fails if another build has moved the
 * image's name.
 */
@Mojo(name = "attach", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AttachMojo extends AbstractWorkspaceMojo {

    @Inject
    private MavenProjectHelper projectHelper;

    @Override
    void run(BuildLog log) throws IOException {
        Path measurements = work(Measurements.FILE);
        Optional<String> pushed = pushedImage();
        long size;
        try (Engine engine = Engine.connect(engineAddress())) {
            Optional<ImageId> image = handedOver(Handover.FINAL_IMAGE_ID).map(ImageId::of);
            Attach attach = new Attach(engine, log);
            if (image.isPresent()) {
                FinalImage.requireNamed(engine, finalImage(), image.get());
                archive(image.get(), log);
            }
            if (pushed.isPresent()) {
                size = attach.attach(finalImage(), pushed.get(), measurements);
                if (image.isPresent()) {
                    FinalImage.requireNamed(engine, pushed.get(), image.get());
                }
            } else {
                size = attach.attach(finalImage(), measurements);
            }
        }
        handOver(Handover.FINAL_IMAGE_SIZE, Long.toString(size));
        // fabric8 needs a name even if nothing is pushed, and Maven 4 treats an empty property as absent.
        handOver(Handover.PUSHED_IMAGE_NAME, pushed.orElse(finalImage()));
        handOver(Handover.PUSHED_IMAGE_SKIP, Boolean.toString(pushed.isEmpty()));
        attach("measurements", "json", measurements);
        for (Role role : Role.values()) {
            attach(role + "-manifest", "manifest.sgx", work(role.sgxManifestFile()));
            attach(role + "-sig", "sig", work(role.sigFile()));
        }
    }

    /** Attaches the archive of the final image, which fabric8 has saved now or in an earlier build. */
    private void archive(ImageId image, BuildLog log) throws IOException {
        Optional<String> archived = handedOver(Handover.FINAL_IMAGE_ARCHIVED);
        if (archived.isEmpty()) {
            return;
        }
        SavedArchive archive = savedArchive();
        if (archived.get().equals("now")) {
            archive.publish(image, log);
        }
        attach("image", "tar.gz", archive.file());
    }

    private void attach(String classifier, String type, Path file) {
        if (Files.exists(file)) {
            projectHelper.attachArtifact(project(), type, classifier, file.toFile());
        }
    }
}
