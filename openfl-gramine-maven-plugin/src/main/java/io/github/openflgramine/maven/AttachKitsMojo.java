package io.github.openflgramine.maven;

import io.github.openflgramine.deployment.DeploymentLog;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * If {@code openfl.publishKits} is set, does what {@code deployment} does, after the push, so that the kits start the image by its
 * digest in the registry, and attaches each kit: {@code kit-aggregator}, {@code kit-NAME} (tar). A participant downloads a kit with
 * {@code mvn dependency:copy -Dartifact=GROUP:ARTIFACT:VERSION:tar:kit-NAME}.
 */
@Mojo(name = "attach-kits", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AttachKitsMojo extends AbstractWorkspaceMojo {

    private static final String TYPE = "tar";

    @Parameter
    private PublishKitsParameter publishKits;

    @Parameter
    private ImageReferenceParameter image;

    @Parameter
    private ClusterParameters cluster;

    @Parameter
    private ExecutableJarParameter executableJar;

    @Parameter
    private ReleaseKeyParameter releaseKey;

    @Parameter
    private ProductionParameter production;

    @Inject
    private MavenProjectHelper projectHelper;

    @Override
    void run(BuildLog log) throws IOException {
        if (publishKits.isSet()) {
            deploy(log, image, cluster, executableJar, releaseKey, production)
                    .forEach((participant, kit) -> attach(participant, kit, log));
        }
    }

    private void attach(String participant, Path kit, BuildLog log) {
        String classifier = "kit-" + participant;
        projectHelper.attachArtifact(project(), TYPE, classifier, kit.toFile());
        new DeploymentLog(log)
                .kitAttached(
                        participant,
                        String.join(
                                ":",
                                project().getGroupId(),
                                project().getArtifactId(),
                                project().getVersion(),
                                TYPE,
                                classifier));
    }
}
