package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.graminize.Attach;
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
 * (manifest.sgx) and {@code ROLE-sig} (sig). fabric8's goal {@code save} attaches the image archive, with the classifier
 * {@code image}.
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
        try (Engine engine = Engine.connect(engineAddress())) {
            Attach attach = new Attach(engine, log);
            if (pushed.isPresent()) {
                attach.attach(finalImage(), pushed.get(), measurements);
            } else {
                attach.attach(finalImage(), measurements);
            }
        }
        // fabric8 needs a name even if nothing is pushed, and Maven 4 treats an empty property as absent.
        handOver(Handover.PUSHED_IMAGE_NAME, pushed.orElse(finalImage()));
        handOver(Handover.PUSHED_IMAGE_SKIP, Boolean.toString(pushed.isEmpty()));
        attach("measurements", "json", measurements);
        for (Role role : Role.values()) {
            attach(role + "-manifest", "manifest.sgx", work(role.sgxManifestFile()));
            attach(role + "-sig", "sig", work(role.sigFile()));
        }
    }

    private void attach(String classifier, String type, Path file) {
        if (Files.exists(file)) {
            projectHelper.attachArtifact(project(), type, classifier, file.toFile());
        }
    }
}
