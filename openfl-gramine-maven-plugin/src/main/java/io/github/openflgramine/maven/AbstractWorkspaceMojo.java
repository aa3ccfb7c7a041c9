package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.graminize.FirstImageReader;
import io.github.openflgramine.image.ImageCache;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.prepare.Lock;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.MeasurementsFile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What the goals that work on a workspace's project have in common: the project, its image's name, where things lie. */
abstract class AbstractWorkspaceMojo extends AbstractGraminizeMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private MavenProject project;

    /** The image's name, with a registry before it if it is to be pushed. Example: {@code registry.example.org/team/demo}. */
    @Parameter(property = "openfl.imageName", defaultValue = "${project.artifactId}")
    private String imageName = "";

    /** The image's tag: letters, digits and {@code . _ -}, at most 120. An unsigned image has {@code -direct} behind it. */
    @Parameter(property = "openfl.imageTag", defaultValue = "${project.version}")
    private String imageTag = "";

    /** Where Docker contexts, manifests, signatures and measurements are written. */
    @Parameter(defaultValue = "${project.build.directory}/openfl-gramine")
    @SuppressWarnings("NullAway.Init")
    private File workDirectory;

    final MavenProject project() {
        return project;
    }

    final ImageNames names() {
        return new ImageNames(imageName, imageTag);
    }

    final Workspace workspace() {
        return Workspace.open(project.getArtifactId(), project.getBasedir().toPath());
    }

    final Path work(String name) {
        return workDirectory.toPath().resolve(name);
    }

    /** The directory for results that a user looks for. */
    final Path buildDirectory() {
        return Path.of(project.getBuild().getDirectory());
    }

    /** {@code NAME.tar.gz}, the final image as an archive. */
    final Path imageArchive() {
        return buildDirectory().resolve(project.getArtifactId() + ".tar.gz");
    }

    /** The image that this build or an earlier one has made: graminize says which, else measurements.json. */
    final String finalImage() throws IOException {
        Optional<String> fromThisBuild = handedOver(Handover.FINAL_IMAGE_NAME);
        return fromThisBuild.isPresent()
                ? fromThisBuild.get()
                : MeasurementsFile.read(work(MeasurementsFile.NAME))
                        .path("image")
                        .asText();
    }

    /** How the final image is called where it is pushed, if anything says where. */
    final Optional<String> pushedImage() throws IOException {
        return names().pushed(finalImage(), property("docker.push.registry").filter(registry -> !registry.isBlank()));
    }

    /** The first image, once prepare has run in this build. */
    final BuiltImage.Source firstImage(Engine engine, BuildLog log) {
        ImageCache cache = new ImageCache(UserCache.directory(System.getenv()).resolve("images"));
        return wanted -> FirstImageReader.read(
                engine, names().first(), handedOver(Handover.FIRST_IMAGE_CONTEXT_DIGEST), cache, log, wanted);
    }

    final Lock.Request lockRequest(Engine engine, BuildLog log) {
        return new Lock.Request(
                project.getBasedir().toPath(),
                handedOver(Handover.FIRST_IMAGE_BASE).orElseThrow(),
                names().first(),
                firstImage(engine, log));
    }

    final EngineAddress engineAddress() {
        return EngineAddress.find(this::property, System.getenv());
    }

    final Optional<String> property(String name) {
        return new ProjectProperties(session(), project).find(name);
    }

    /** Hands a value to a goal that comes later in the lifecycle. */
    final void handOver(Handover handover, String value) {
        project.getProperties().setProperty(handover.property(), value);
    }

    /** The value that an earlier goal of this build has handed over. */
    final Optional<String> handedOver(Handover handover) {
        return Optional.ofNullable(project.getProperties().getProperty(handover.property()));
    }

    /** Sets a project property of another plugin's unless the user has set it. */
    final void setDefault(String name, String value) {
        if (property(name).isEmpty()) {
            project.getProperties().setProperty(name, value);
        }
    }
}
