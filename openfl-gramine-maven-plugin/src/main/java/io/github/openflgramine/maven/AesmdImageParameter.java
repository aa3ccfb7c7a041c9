package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Where the enclaves of a cluster's pods find an aesmd. */
final class AesmdImageParameter implements ParameterGroup {

    /**
     * For Kubernetes objects of an image with remote attestation: an image of Intel's aesmd in a registry, by digest, that runs next to
     * the actor in its pod (Kubernetes 1.29 or newer). Default: the pod uses the aesmd of its node, {@code /var/run/aesmd}.
     */
    @Parameter(property = "openfl.aesmdImage")
    private @Nullable String aesmdImage;

    Optional<String> reference() {
        return Optional.ofNullable(aesmdImage);
    }
}
