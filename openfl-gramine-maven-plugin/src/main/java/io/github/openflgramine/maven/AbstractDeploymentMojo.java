package io.github.openflgramine.maven;

import io.github.openflgramine.deployment.Deployment;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that make kits have in common. */
abstract class AbstractDeploymentMojo extends AbstractWorkspaceMojo {

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

    /** The kits by whom each is for. */
    final Map<String, Path> deployment(BuildLog log) throws IOException {
        return new Deployment(log)
                .deploy(new Deployment.Request(
                        workspace(),
                        work(Measurements.FILE),
                        Optional.ofNullable(imageReference),
                        imageArchive(),
                        ReleaseKeys.open(path(releaseKey), System.getenv()),
                        work("kits"),
                        work("kubernetes")));
    }
}
