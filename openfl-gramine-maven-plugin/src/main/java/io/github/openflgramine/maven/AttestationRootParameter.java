package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The root of the certificates of quotes and collateral. */
final class AttestationRootParameter implements ParameterGroup {

    /** A root certificate (PEM or DER) that replaces Intel's, for tests: it gives no protection. Refused in production. */
    @Parameter(property = "gramine.attestationRoot")
    private @Nullable File attestationRoot;

    Optional<Path> file() {
        return AbstractGraminizeMojo.path(attestationRoot);
    }
}
