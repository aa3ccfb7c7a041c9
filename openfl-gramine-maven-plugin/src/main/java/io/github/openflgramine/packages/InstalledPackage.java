package io.github.openflgramine.packages;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A package and its files in the image.
 *
 * @param architecture of a Debian package, in dpkg's notation
 * @param licence in the package's own words, or an SPDX expression if {@code spdx}
 * @param files existing regular files by path; files that were deleted after installation are not included
 */
public record InstalledPackage(
        Kind kind,
        String name,
        String version,
        Optional<String> architecture,
        Optional<String> licence,
        boolean spdx,
        List<ImageNode> files) {

    /** The package manager that installed the package. */
    public enum Kind {
        DEBIAN,
        PYTHON
    }

    public InstalledPackage {
        files = files.stream()
                .sorted(Comparator.comparing(ImageNode::path))
                .distinct()
                .toList();
    }

    public long bytes() {
        return files.stream().mapToLong(ImageNode::size).sum();
    }

    /**
     * Returns the SHA-256 of the output of {@code sha256sum} for the package's files in the order of their paths: one
     * line {@code DIGEST  PATH} per file.
     */
    public Sha256 digest() {
        return Sha256.digest(files.stream()
                .map(file -> file.sha256().orElseThrow() + "  " + file.path() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
    }
}
