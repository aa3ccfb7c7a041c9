package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.prepare.ImageLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** Content that {@code prepare} must put into the first image and {@code graminize} must find in it. */
@SuppressWarnings("NullAway.Init")
final class FixedContentParameters implements ParameterGroup {

    /**
     * Whether to accept only what gramine/lock.json lists: pip installs only wheels with these hashes, and a different base image,
     * package or PAL fails the build. The goal {@code lock} writes that file.
     */
    @Parameter(property = "gramine.locked", defaultValue = "false")
    private boolean locked;

    /**
     * Whether the image contains cert/cert_chain.crt, created by {@code workspace-certify}, as a trusted file. A host then cannot
     * replace the federation's CA. A new CA needs a new image.
     */
    @Parameter(property = "openfl.trustCertChain", defaultValue = "false")
    private boolean trustCertChain;

    /**
     * Whether the image contains the initial model, created by {@code plan-initialize}, as a trusted file of the aggregator.
     * Otherwise the aggregator loads the model from its host's {@code save/} directory.
     */
    @Parameter(property = "openfl.trustInitialModel", defaultValue = "false")
    private boolean trustInitialModel;

    @Parameter
    private AttestedParameter attested;

    boolean isLocked() {
        return locked;
    }

    Set<Role> attested() {
        return attested.roles();
    }

    boolean isCertChainTrusted() {
        return trustCertChain;
    }

    boolean isInitialModelTrusted() {
        return trustInitialModel;
    }

    Optional<Path> certChain(Workspace workspace) throws IOException {
        return trustCertChain || !attested().isEmpty() ? Optional.of(Protections.chain(workspace)) : Optional.empty();
    }

    Optional<Path> initialModel(Workspace workspace) throws IOException {
        return trustInitialModel ? Protections.initialModel(workspace) : Optional.empty();
    }

    Optional<ImageLock> lock(Path project) throws IOException {
        return locked ? Optional.of(ImageLock.require(project)) : Optional.empty();
    }
}
