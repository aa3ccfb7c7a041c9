package io.github.openflgramine.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A received file or image. */
final class ReceivedOptions {

    @Option(
            names = "--file",
            descriptionKey = "gramine.file",
            paramLabel = "FILE",
            description =
                    "An image's archive (NAME.tar.gz, as docker save writes it). inspect also reads NAME.sig, NAME.manifest,"
                            + " NAME.manifest.sgx and NAME.tbs; verify also a directory with the files of an unpacked archive.")
    private @Nullable Path file;

    @Option(
            names = "--image",
            descriptionKey = "openfl.image",
            paramLabel = "NAME",
            description = "An image of the Docker engine (DOCKER_HOST), by name and tag or by id.")
    private @Nullable String image;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    Optional<String> image() {
        return Optional.ofNullable(image);
    }
}
