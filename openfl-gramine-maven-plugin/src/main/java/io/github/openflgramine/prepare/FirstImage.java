package io.github.openflgramine.prepare;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What decides the content of the first image beside the workspace itself.
 *
 * @param baseImage a reference that the engine has or can pull
 * @param certChain the federation's certificate chain, where it is to be trusted
 * @param initialModel the model that the federation begins with, where that is to be trusted and there already
 * @param gramineVersion the version to install where the base has none; empty for the newest there is
 * @param lock wheels of which pip takes no others
 */
public record FirstImage(
        String baseImage,
        PipInstall pip,
        Optional<Path> certChain,
        Optional<Path> initialModel,
        String gramineVersion,
        Optional<ImageLock> lock) {

    /** debian:bookworm-slim, with Debian's Python 3.11. */
    public static final String DEFAULT_BASE =
            "debian:bookworm-slim@sha256:d5d3f9c23164ea16f31852f95bd5959aad1c5e854332fe00f7b3a20fcc9f635c";
}
