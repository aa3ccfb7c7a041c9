package io.github.openflgramine.maven;

import io.github.openflgramine.federation.TemporaryImage;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.openfl.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;

/**
 * Builds the workspace's image with another plan: runs the steps of {@code mvn package} with that plan, another tag and another
 * directory. The engine's cache has all layers of the first image except the workspace's files.
 */
final class AdjustedImage implements TemporaryImage {

    private final LifecycleGoals lifecycle;
    private final MavenSession session;
    private final String tag;
    private final Path directory;

    AdjustedImage(LifecycleGoals lifecycle, MavenSession session, String tag, Path directory) {
        this.lifecycle = lifecycle;
        this.session = session;
        this.tag = tag;
        this.directory = directory;
    }

    @Override
    public String with(Plan plan) throws IOException {
        Path file = directory.resolve("plan.yaml");
        AtomicFiles.write(file, plan.text());
        Properties properties = session.getCurrentProject().getProperties();
        Properties before = new Properties();
        before.putAll(properties);
        try {
            lifecycle.buildFinalImage(
                    session,
                    Map.of(
                            "plan",
                            file.toString(),
                            "imageTag",
                            tag,
                            "workDirectory",
                            directory.toString(),
                            // Existing signatures are for the workspace's own plan.
                            "signatures",
                            ""));
            return properties.getProperty(Handover.FINAL_IMAGE_NAME.property());
        } finally {
            // Restore the values of the project's own build.
            properties.clear();
            properties.putAll(before);
        }
    }
}
