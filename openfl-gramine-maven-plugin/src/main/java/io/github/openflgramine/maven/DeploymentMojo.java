package io.github.openflgramine.maven;

import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.Deployment;
import io.github.openflgramine.build.MeasurementsFile;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes what participants start with, of the image that {@code mvn install} built last: a kit for the aggregator and one for
 * each collaborator in {@code plan/cols.yaml}, in {@code target/openfl-gramine/kits}. A kit has scripts to start and stop, a compose
 * file, the expected measurements, the federation's public certificates, and signed checksums; never a private key. For those
 * with a cluster, {@code target/openfl-gramine/kubernetes} has the same as objects of Kubernetes, for nodes with SGX and without.
 */
@Mojo(name = "deployment", threadSafe = true)
public final class DeploymentMojo extends AbstractWorkspaceMojo {

    /**
     * The image in a registry, by its digest: {@code registry.example.org/team/demo@sha256:…}. Default: where {@code mvn deploy}
     * has pushed it. An image that is in no registry comes as its archive, {@code NAME.tar.gz}, beside the kits.
     */
    @Parameter(property = "openfl.imageReference")
    private @Nullable String imageReference;

    /**
     * The key that signs the kits' checksums, as for {@code attest}: a PEM file with an Ed25519, EC or RSA key; the environment's
     * OPENFL_GRAMINE_RELEASE_KEY_PASSPHRASE opens an encrypted one.
     */
    @Parameter(property = "openfl.releaseKey")
    private @Nullable File releaseKey;

    @Override
    void run(BuildLog log) throws IOException {
        new Deployment(log)
                .deploy(new Deployment.Request(
                        workspace(),
                        work(MeasurementsFile.NAME),
                        Optional.ofNullable(imageReference),
                        imageArchive().getFileName().toString(),
                        ReleaseKeys.open(path(releaseKey), System.getenv()),
                        work("kits"),
                        work("kubernetes")));
    }
}
