package io.github.openflgramine.prepare;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The inputs of the first image other than the workspace.
 *
 * @param baseImage a reference to an image that the engine has or can pull
 * @param certChain the federation's certificate chain, if it is to be trusted
 * @param initialModel the federation's initial model, if it is to be trusted and exists
 * @param gramineVersion the version to install if the base has none; empty for the newest one
 * @param lock pins the wheels that pip may install
 * @param libraries what happens to libraries that nothing uses
 */
public record FirstImage(
        String baseImage,
        PipInstall pip,
        Optional<Path> certChain,
        Optional<Path> initialModel,
        String gramineVersion,
        Optional<ImageLock> lock,
        LibraryChanges libraries) {

    /** debian:bookworm-slim, with Debian's Python 3.11. */
    public static final String DEFAULT_BASE =
            "debian:bookworm-slim@sha256:d5d3f9c23164ea16f31852f95bd5959aad1c5e854332fe00f7b3a20fcc9f635c";
}
