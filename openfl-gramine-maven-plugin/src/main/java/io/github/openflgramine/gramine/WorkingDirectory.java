package io.github.openflgramine.gramine;

import io.github.openflgramine.image.ImagePath;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The directory in which the relative paths of a manifest start. On a machine it is the manifest's directory, where
 * Gramine's examples run {@code gramine-sgx-sign}; an image has none.
 */
record WorkingDirectory(Optional<ImagePath> path) {

    static final WorkingDirectory NONE = new WorkingDirectory(Optional.empty());

    /** Returns the absolute path, with {@code ..} as written; empty if the path is relative and there is no directory. */
    Optional<String> absolute(String written) {
        return written.startsWith("/") ? Optional.of(written) : path.map(directory -> directory + "/" + written);
    }

    /** Returns the path of a file in the image, where it can have one. */
    Optional<ImagePath> resolve(String written) {
        return absolute(written).map(ImagePath::of);
    }

    /** Returns a path without empty components and dots, as Python's pathlib writes it; empty for the directory itself. */
    static String normal(String written) {
        String components = Arrays.stream(written.split("/", -1))
                .filter(component -> !component.isEmpty() && !component.equals("."))
                .collect(Collectors.joining("/"));
        return written.startsWith("/") ? "/" + components : components;
    }
}
