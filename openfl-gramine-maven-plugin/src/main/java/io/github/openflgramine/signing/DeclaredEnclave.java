package io.github.openflgramine.signing;

import java.nio.file.Path;
import java.util.Optional;

/**
 * An enclave before it is completed and measured: a manifest and the root file system to which its paths refer.
 *
 * @param manifest {@code NAME.manifest}, written by hand or rendered
 * @param rootfs a directory, a tar of a directory, or an image's archive; the latter two optionally compressed with
 * gzip
 * @param libpal replaces the root file system's libpal.so
 * @param version replaces the version in the dpkg status of the root file system
 * @param layers the cache directory for hashed image layers; if absent, all layers are hashed
 */
public record DeclaredEnclave(
        Path manifest, Path rootfs, Optional<Path> libpal, Optional<String> version, Optional<Path> layers) {

    /** Returns the manifest's directory. */
    Path directory() {
        return manifest.resolveSibling("");
    }
}
