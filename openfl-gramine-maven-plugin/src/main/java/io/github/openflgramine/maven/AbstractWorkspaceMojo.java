package io.github.openflgramine.maven;

import io.github.openflgramine.deployment.Deployment;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.UserDirectories;
import io.github.openflgramine.graminize.FirstImageReader;
import io.github.openflgramine.graminize.SavedArchive;
import io.github.openflgramine.layers.ImageCache;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.prepare.Lock;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.ProductionGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** The base class of the goals of a workspace's project. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractWorkspaceMojo extends AbstractGraminizeMojo {

    @Parameter
    private ImageNameParameters imageNames;

    @Parameter
    private WorkDirectoryParameter work;

    @Inject
    private RepositorySystem repositories;

    final ImageNames names() {
        return imageNames.names();
    }

    final Workspace workspace() {
        return Workspace.open(project().getArtifactId(), project().getBasedir().toPath());
    }

    final Path work(String name) {
        return work.directory().resolve(name);
    }

    /** Returns the directory for the results that users look for, usually {@code target}. */
    final Path buildDirectory() {
        return Path.of(project().getBuild().getDirectory());
    }

    /** Returns the path of the final image's archive, {@code NAME.tar.gz}. */
    final Path imageArchive() {
        return buildDirectory().resolve(project().getArtifactId() + ".tar.gz");
    }

    /** Returns the name of this build's final image or, according to measurements.json, of the last build's. */
    final String finalImage() throws IOException {
        Optional<String> fromThisBuild = handedOver(Handover.FINAL_IMAGE_NAME);
        return fromThisBuild.isPresent()
                ? fromThisBuild.get()
                : MeasurementsReader.read(work(Measurements.FILE)).image();
    }

    /** Returns the name under which the final image is pushed, if a registry is known. */
    final Optional<String> pushedImage() throws IOException {
        return names().pushed(
                        finalImage(),
                        property("docker.push.registry")
                                .filter(registry -> !registry.isBlank())
                                .orElse(null));
    }

    /** Returns this build's archive of the final image. */
    final SavedArchive savedArchive() {
        Path file = imageArchive();
        return new SavedArchive(file, file.resolveSibling("unfinished-" + file.getFileName()));
    }

    /** Returns the first image: this build's or, in a run of Maven without prepare, the last build's. */
    final BuiltImage.Source firstImage(Engine engine, BuildLog log) {
        return firstImage(engine, false, log);
    }

    /** Returns the first image, whose files are hashed here instead of by its own build. */
    final BuiltImage.Source hashedFirstImage(Engine engine, BuildLog log) {
        return firstImage(engine, true, log);
    }

    private BuiltImage.Source firstImage(Engine engine, boolean hashed, BuildLog log) {
        ImageCache cache = new ImageCache(UserDirectories.cache(System.getenv()).resolve("images"));
        String reference = handedOver(Handover.FIRST_IMAGE_ID)
                .or(() -> handedOver(Handover.FIRST_IMAGE_NAME))
                .orElseGet(() -> names().first());
        FirstImageReader.Request request = new FirstImageReader.Request(
                reference, names().first(), handedOver(Handover.FIRST_IMAGE_CONTEXT_DIGEST), hashed);
        return () -> FirstImageReader.open(engine, request, cache, log);
    }

    /** Writes the kits and returns them by participant. */
    final Map<String, Path> deploy(
            BuildLog log,
            ImageReferenceParameter image,
            ClusterParameters cluster,
            ExecutableJarParameter executableJar,
            ReleaseKeyParameter releaseKey,
            ProductionParameter production)
            throws IOException {
        ProductionGate gate = gate(production, log);
        return new Deployment(log, gate)
                .deploy(new Deployment.Request(
                        workspace(),
                        work(Measurements.FILE),
                        image.reference(),
                        imageArchive(),
                        executableJar.sha256(
                                execution().getMojoDescriptor().getPluginDescriptor(), session(), repositories, log),
                        cluster.settings(),
                        releaseKey.open(gate),
                        work("kits"),
                        work("kubernetes")));
    }

    final Lock.Request lockRequest(BuiltImage.Source firstImage) {
        return new Lock.Request(
                project().getBasedir().toPath(),
                handedOver(Handover.FIRST_IMAGE_BASE).orElseThrow(),
                names().first(),
                firstImage);
    }

    /** Returns the name of the image if it will not be signed; empty also if its offline signing is being prepared. */
    final Optional<String> unsignedImage(BuildSigning signing) {
        boolean isSignedLater = signing.production().isProduction() && isSignatureRequested();
        return signing.isUnsigned() && !isSignedLater ? Optional.of(names().unsigned()) : Optional.empty();
    }

    /** Returns whether this run of Maven prepares an offline signature. */
    final boolean isSignatureRequested() {
        return session().getGoals().stream().anyMatch(goal -> goal.contains("prepare-signature"));
    }

    /**
     * Returns the insecure settings about which a goal of this build has warned; later goals do not repeat the
     * warnings.
     */
    @SuppressWarnings("unchecked")
    final Set<InsecureSetting> told() {
        return (Set<InsecureSetting>)
                getPluginContext().computeIfAbsent("insecureSettings", key -> new LinkedHashSet<InsecureSetting>());
    }

    final ProductionGate gate(ProductionParameter production, BuildLog log) {
        return new ProductionGate(production.isProduction(), told(), log);
    }

    /** Passes a value to a goal that runs later in the lifecycle. */
    final void handOver(Handover handover, String value) {
        project().getProperties().setProperty(handover.property(), value);
    }

    /** Returns the value that an earlier goal of this build passed. */
    final Optional<String> handedOver(Handover handover) {
        return Optional.ofNullable(project().getProperties().getProperty(handover.property()));
    }

    /** Sets another plugin's property unless the user has set it. */
    final void setDefault(String name, String value) {
        if (property(name).isEmpty()) {
            project().getProperties().setProperty(name, value);
        }
    }
}
