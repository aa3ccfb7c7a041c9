package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A file to inspect or verify. */
final class InspectedParameters implements ParameterGroup {

    /**
     * The file to read: an image archive ({@code NAME.tar.gz}, as {@code docker save} or {@code podman save} writes it).
     * {@code inspect} also reads {@code NAME.sig}, {@code NAME.manifest}, {@code NAME.manifest.sgx} and {@code NAME.tbs};
     * {@code verify} also reads a directory with the files of an unpacked archive.
     */
    @Parameter(property = "gramine.file")
    private @Nullable File file;

    Optional<Path> file() {
        return AbstractGraminizeMojo.path(file);
    }
}
