package io.github.openflgramine.maven;

import io.github.openflgramine.verify.Inspect;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A file to inspect or verify, and the output format. */
@SuppressWarnings("NullAway.Init")
final class InspectedParameters implements ParameterGroup {

    /**
     * The file to read: an image archive ({@code NAME.tar.gz}, as {@code docker save} or {@code podman save} writes it).
     * {@code inspect} also reads {@code NAME.sig}, {@code NAME.manifest}, {@code NAME.manifest.sgx} and {@code NAME.tbs};
     * {@code verify} also reads a directory with the files of an unpacked archive.
     */
    @Parameter(property = "gramine.file")
    private @Nullable File file;

    /** The output format: {@code table} or {@code json}. Example: {@code mvn -q … -Dgramine.format=json > enclave.json}. */
    @Parameter(property = "gramine.format", defaultValue = "table")
    private String format;

    Optional<Path> file() {
        return AbstractGraminizeMojo.path(file);
    }

    Inspect.Format format() {
        return Inspect.Format.of(format);
    }
}
