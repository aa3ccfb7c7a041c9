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
 * Where {@code openfl.publishKits} says so, makes in deploy what {@code deployment} makes, after the push, so that the kits start
 * the image by its digest in the registry; and attaches each kit: {@code kit-aggregator}, {@code kit-NAME} (tar). A participant
 * fetches its own with {@code mvn dependency:copy -Dartifact=GROUP:ARTIFACT:VERSION:tar:kit-NAME}.
 */
@Mojo(name = "attach-kits", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class AttachKitsMojo extends AbstractDeploymentMojo {

    private static final String TYPE = "tar";

    /**
     * Whether {@code mvn deploy} publishes the participants' kits. By default it does not: whoever can read the repository then
     * knows the participants' names, which are in the artifacts' names, and where the aggregator listens. {@code mvn install}
     * publishes none in any case, since no registry has the image yet.
     */
    @Parameter(property = "openfl.publishKits", defaultValue = "false")
    private boolean publishKits;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private MavenProjectHelper projectHelper;

    @Override
    void run(BuildLog log) throws IOException {
        if (publishKits) {
            deployment(log).forEach((participant, kit) -> attach(participant, kit, log));
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
