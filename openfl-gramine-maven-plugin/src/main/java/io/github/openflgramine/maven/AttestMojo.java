package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.OutputTimestamp;
import io.github.openflgramine.publish.Attest;
import io.github.openflgramine.publish.BuildOrigin;
import io.github.openflgramine.publish.SourceRevision;
import io.github.openflgramine.release.ReleaseKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.inject.Inject;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Writes two documents about a release and attaches them for install and deploy. {@code sbom} (json) lists the packages in the image
 * with versions, licences and digests, as CycloneDX 1.6. {@code provenance} (json) is an in-toto statement with SLSA provenance v1: it
 * binds the image's id and each role's MRENCLAVE and MRSIGNER to the source revision, in a DSSE envelope if there is a key to sign it.
 * Runs again in deploy, after the push, and then adds the image's digest in the registry.
 */
@Mojo(name = "attest", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AttestMojo extends AbstractWorkspaceMojo {

    private static final String SBOM = "sbom";
    private static final String PROVENANCE = "provenance";

    @Parameter
    private ReleaseKeyParameter releaseKey;

    @Parameter
    private ProductionParameter production;

    /** The commit of the workspace. Default: Git's HEAD, if the workspace is in a repository. */
    @Parameter(property = "openfl.sourceRevision")
    private @Nullable String sourceRevision;

    /**
     * The URI of the party that vouches for the build (SLSA's {@code builder.id}). Default: the GitHub Actions workflow or GitLab
     * runner in the environment, else a URI that stands for an unknown builder.
     */
    @Parameter(property = "openfl.builderId")
    private @Nullable String builderId;

    @Inject
    private MavenProjectHelper projectHelper;

    @Override
    void run(BuildLog log) throws IOException {
        Optional<ReleaseKey> key = releaseKey.open(gate(production, log));
        PluginDescriptor plugin = execution().getMojoDescriptor().getPluginDescriptor();
        try (Engine engine = Engine.connect(engineAddress())) {
            new Attest(log)
                    .attest(new Attest.Request(
                            firstImage(engine, log),
                            work("."),
                            artifacts(),
                            new BuildOrigin(
                                    project().getGroupId() + ":" + project().getArtifactId() + ":"
                                            + project().getVersion(),
                                    ChosenParameters.of(
                                            project().getProperties(), session().getUserProperties()),
                                    Map.entry(plugin.getArtifactId(), plugin.getVersion()),
                                    BuilderIdentity.of(builderId, System.getenv()),
                                    source(),
                                    outputTimestamp().flatMap(OutputTimestamp::of)),
                            key));
        }
        attach(SBOM, work(Attest.SBOM));
        attach(PROVENANCE, work(Attest.PROVENANCE));
    }

    /** Attaches a file once, although the goal runs a second time in deploy. */
    private void attach(String classifier, Path file) {
        if (project().getAttachedArtifacts().stream().noneMatch(each -> classifier.equals(each.getClassifier()))) {
            projectHelper.attachArtifact(project(), "json", classifier, file.toFile());
        }
    }

    private Optional<SourceRevision> source() {
        return sourceRevision == null
                ? SourceRevision.of(project().getBasedir().toPath())
                : Optional.of(new SourceRevision(Optional.empty(), sourceRevision, false));
    }

    /** Returns the workspace and the attached files, by their file names in a repository. */
    private SortedMap<String, Path> artifacts() {
        SortedMap<String, Path> artifacts = new TreeMap<>();
        put(artifacts, project().getArtifact());
        project().getAttachedArtifacts().stream()
                .filter(artifact -> !Set.of(SBOM, PROVENANCE).contains(artifact.getClassifier()))
                .forEach(artifact -> put(artifacts, artifact));
        return artifacts;
    }

    private static void put(SortedMap<String, Path> artifacts, Artifact artifact) {
        if (artifact.getFile() != null && artifact.getFile().isFile()) {
            String classifier = artifact.hasClassifier() ? "-" + artifact.getClassifier() : "";
            artifacts.put(
                    artifact.getArtifactId() + "-" + artifact.getVersion() + classifier + "."
                            + artifact.getArtifactHandler().getExtension(),
                    artifact.getFile().toPath());
        }
    }
}
