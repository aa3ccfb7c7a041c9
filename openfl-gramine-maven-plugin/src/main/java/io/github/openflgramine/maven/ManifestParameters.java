package io.github.openflgramine.maven;

import io.github.openflgramine.files.UserDirectories;
import io.github.openflgramine.signing.DeclaredEnclave;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** One manifest and the root file system that it describes, without a project. */
@SuppressWarnings("NullAway.Init")
final class ManifestParameters implements ParameterGroup {

    /** The manifest, a TOML file: {@code NAME.manifest} to sign, {@code NAME.manifest.sgx} to verify. */
    @Parameter(property = "gramine.manifest")
    private @Nullable File manifest;

    /**
     * The root file system of the manifest's paths: a directory, a tar archive of one, or an image archive as {@code docker save}
     * writes it; archives may be compressed with gzip. Links are resolved inside it. /proc, /sys and /dev count as empty. Hashes
     * of an image's layers are cached.
     */
    @Parameter(property = "gramine.rootfs", defaultValue = "/")
    private File rootfs;

    /**
     * Gramine's {@code libpal.so} for SGX. Default: {@code /usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so} in the root file
     * system or the image.
     */
    @Parameter(property = "gramine.libpal")
    private @Nullable File libpal;

    Optional<Path> manifest() {
        return AbstractGraminizeMojo.path(manifest);
    }

    Path rootfs() {
        return rootfs.toPath();
    }

    Optional<Path> libpal() {
        return AbstractGraminizeMojo.path(libpal);
    }

    /**
     * Returns the enclave that the manifest declares.
     *
     * @param what the purpose of the manifest, for the error if it is missing
     */
    DeclaredEnclave declared(String what, GramineVersionParameter version) {
        return new DeclaredEnclave(
                manifest()
                        .orElseThrow(() -> AbstractGraminizeMojo.missing("gramine.manifest", what, "openfl.manifest")),
                rootfs(),
                libpal(),
                version.version(),
                Optional.of(UserDirectories.cache(System.getenv()).resolve("layers")));
    }
}
