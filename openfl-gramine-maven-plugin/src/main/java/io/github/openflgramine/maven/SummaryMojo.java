package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.publish.BuildSummary;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Shows what the build made: the image with its size, MRENCLAVE and MRSIGNER of each role, the archive, what this and other versions
 * take in Maven's local repository, the insecure settings, and the next command. {@code mvn install} ends with it. Alone, it shows the
 * last build.
 */
@Mojo(name = "summary", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class SummaryMojo extends AbstractWorkspaceMojo {

    @Override
    void run(BuildLog log) throws IOException {
        Optional<String> size = handedOver(Handover.FINAL_IMAGE_SIZE);
        // Without it, an archive in target/ is of an earlier build.
        boolean isArchived =
                size.isEmpty() || handedOver(Handover.FINAL_IMAGE_ARCHIVED).isPresent();
        new BuildSummary(log)
                .tell(new BuildSummary.Request(
                        MeasurementsReader.read(work(Measurements.FILE)),
                        project().getVersion(),
                        size.isPresent() ? OptionalLong.of(Long.parseLong(size.get())) : OptionalLong.empty(),
                        isArchived ? Optional.of(imageArchive()) : Optional.empty(),
                        size.map(built -> told()),
                        LocalRepository.versionsOf(session(), project())));
    }
}
