package io.github.openflgramine.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** One manifest and the root file system that it describes. */
@SuppressWarnings("NullAway.Init")
final class RootfsOptions {

    @Option(
            names = "--manifest",
            descriptionKey = "gramine.manifest",
            paramLabel = "FILE",
            description = "The manifest: NAME.manifest to sign, NAME.manifest.sgx to verify.")
    @Nullable
    Path manifest;

    @Option(
            names = "--rootfs",
            descriptionKey = "gramine.rootfs",
            paramLabel = "PATH",
            defaultValue = "/",
            description =
                    "The root file system of the manifest's paths: a directory, a tar of one, or an image archive."
                            + " Default: ${DEFAULT-VALUE}, this machine's.")
    Path rootfs;

    @Option(
            names = "--libpal",
            descriptionKey = "gramine.libpal",
            paramLabel = "FILE",
            description = "Gramine's libpal.so for SGX. Default: the one in the root file system.")
    @Nullable
    Path libpal;

    @Option(
            names = "--gramine-version",
            descriptionKey = "gramine.version",
            paramLabel = "VERSION",
            description = "The version of Gramine, 1.5 to 1.9. Default: the one in the root file system, else 1.9.")
    @Nullable
    String version;

    Optional<Path> libpal() {
        return Optional.ofNullable(libpal);
    }

    Optional<String> version() {
        return Optional.ofNullable(version);
    }
}
