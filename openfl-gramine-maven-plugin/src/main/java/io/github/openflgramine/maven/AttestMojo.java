package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.OutputTimestamp;
import io.github.openflgramine.publish.Attest;
import io.github.openflgramine.publish.BuildOrigin;
import io.github.openflgramine.publish.SourceRevision;
import io.github.openflgramine.release.ReleaseKey;
import java.io.File;
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
 * Writes what a release says of itself, and attaches it for install and deploy: {@code sbom} (json), the packages in the image
 * with versions, licences and digests, as CycloneDX 1.6; and {@code provenance} (json), an in-toto statement with SLSA
 * provenance v1 that binds the image's id, MRENCLAVE and MRSIGNER of each role and the source revision, in a DSSE envelope where
 * there is a key to sign it. In deploy it runs again, after the push: then a registry's digest of the image is known, too.
 */
@Mojo(name = "attest", defaultPhase = LifecyclePhase.INSTALL, threadSafe = true)
public final class AttestMojo extends AbstractWorkspaceMojo {

    private static final String SBOM = "sbom";
    private static final String PROVENANCE = "provenance";

    /**
     * The key that signs the provenance: a PEM file with an Ed25519, EC or RSA key, as {@code openssl genpkey -algorithm ed25519}
     * makes it. It is a key of its own, never silently the one that signs enclaves. The environment's
     * OPENFL_GRAMINE_RELEASE_KEY_PASSPHRASE opens an encrypted one. Without it the statement is written unsigned.
     */
    @Parameter(property = "openfl.releaseKey")
    private @Nullable File releaseKey;

    /** The commit that the workspace is built from. Default: git's HEAD where the workspace is in a repository. */
    @Parameter(property = "openfl.sourceRevision")
    private @Nullable String sourceRevision;

    /**
     * The URI of who vouches for the build (SLSA's {@code builder.id}). Default: the workflow of GitHub Actions or the runner of
     * GitLab that the environment tells of, else one that says that it is unknown.
     */
    @Parameter(property = "openfl.builderId")
    private @Nullable String builderId;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    @SuppressWarnings("NullAway.Init")
    private PluginDescriptor plugin;

    @Inject
    @SuppressWarnings("NullAway.Init")
    private MavenProjectHelper projectHelper;

    @Override
    void run(BuildLog log) throws IOException {
        Optional<ReleaseKey> key = ReleaseKeys.open(path(releaseKey), System.getenv());
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
                                    BuilderIdentity.of(Optional.ofNullable(builderId), System.getenv()),
                                    source(),
                                    OutputTimestamp.of(property("project.build.outputTimestamp"))),
                            key));
        }
        attach(SBOM, work(Attest.SBOM));
        attach(PROVENANCE, work(Attest.PROVENANCE));
    }

    /** In deploy it runs a second time, and attaches nothing for the second time. */
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

    /** The workspace and what is attached so far, under the names that they have in a repository. */
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
