package io.github.openflgramine.signing;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An enclave before it is completed and measured: a manifest, and the root file system that its paths mean.
 *
 * @param manifest {@code NAME.manifest}, as written by hand or rendered
 * @param rootfs a directory, or a tar of one, or an image's archive, both also with gzip
 * @param libpal in place of the root file system's own
 * @param version in place of the one that dpkg's status in the root file system names
 * @param layers the directory where an image's layers are remembered once they were hashed; without one, all are hashed
 */
public record DeclaredEnclave(
        Path manifest, Path rootfs, Optional<Path> libpal, Optional<String> version, Optional<Path> layers) {

    /** The directory for what is written, where none is given: the manifest's own. */
    Path output(Optional<Path> given) {
        return given.orElseGet(() -> manifest.resolveSibling(""));
    }
}
