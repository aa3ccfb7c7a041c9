package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The version of Gramine. */
final class GramineVersionParameter implements ParameterGroup {

    /**
     * The version of Gramine, 1.5 to 1.9. {@code prepare} installs it if the base image has no Gramine; its default is the newest
     * version. The other goals expect that this version runs the enclave, and refuse manifest keys that it does not know; their
     * default is the version in the root file system's /var/lib/dpkg/status, else 1.9.
     */
    @Parameter(property = "gramine.version", alias = "version")
    private @Nullable String gramineVersion;

    Optional<String> version() {
        return Optional.ofNullable(gramineVersion);
    }
}
