package io.github.openflgramine.packages;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageNode;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A package with what is left of it in the image.
 *
 * @param architecture of a Debian package, as dpkg has it
 * @param licence in the package's own words, or an SPDX expression where {@code spdx}
 * @param files regular files by path; what was deleted after the package's installation is not among them
 */
public record InstalledPackage(
        Kind kind,
        String name,
        String version,
        Optional<String> architecture,
        Optional<String> licence,
        boolean spdx,
        List<ImageNode> files) {

    /** Whose package it is. */
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
     * The SHA-256 of what {@code sha256sum} would print for its files in the order of their paths: one line {@code DIGEST  PATH}
     * for each.
     */
    public Sha256 digest() {
        return Sha256.digest(files.stream()
                .map(file -> file.sha256().orElseThrow() + "  " + file.path() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8));
    }
}
