package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Signatures that exist before the build. */
final class SignaturesParameter implements ParameterGroup {

    /**
     * A directory with existing signatures, aggregator.sig and collaborator.sig, to use instead of a signing key: from
     * {@code attach-signature}, or of a published image that is built again. The build fails unless they sign exactly the enclaves
     * that it makes. Their date is kept.
     */
    @Parameter(property = "gramine.signatures")
    private @Nullable String signatures;

    /** Returns the directory's path. A relative path starts at the POM. */
    Optional<String> directory() {
        return Optional.ofNullable(signatures).filter(path -> !path.isBlank());
    }
}
