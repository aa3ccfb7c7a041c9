package io.github.openflgramine.python;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The paths that requirements name. Each has to stay in the directory of the requirements, which the build gets. */
final class LocalPaths {

    private final Path root;
    private final List<String> neverPacked;

    /** @param neverPacked the directories that no build gets, each with a slash at its end */
    LocalPaths(Path root, List<String> neverPacked) {
        this.root = root.toAbsolutePath().normalize();
        this.neverPacked = neverPacked;
    }

    /**
     * Returns a path relative to the root, with links still in it.
     *
     * @param from the directory from which the path starts
     * @throws GraminizeException if it does not exist, or is outside the root by itself or by a link
     */
    String relative(RequirementLine line, Path from, String written) throws IOException {
        Path path = path(line, from, written);
        if (Path.of(written).isAbsolute() || !path.startsWith(root)) {
            throw line.refused(
                    "names " + written + ", a path outside of the workspace, which the image's build does not have",
                    "Copy it into the workspace and name it by a relative path, or put wheels into the directory that"
                            + " gramine.wheelhouse names.");
        }
        if (!Files.exists(path)) {
            throw line.refused(
                    "names " + written + ", which does not exist (" + path + ")",
                    "Correct the path, or remove the line.");
        }
        String relative = root.relativize(path).toString();
        requirePackable(line, written, path);
        return relative;
    }

    private void requirePackable(RequirementLine line, String written, Path path) throws IOException {
        Path realRoot = root.toRealPath();
        Path real = path.toRealPath();
        requireInside(line, written, real);
        if (real.equals(realRoot)) {
            throw line.refused(
                    "names the workspace's own directory, which also has data and keys",
                    "Put the package into a directory of its own, such as ./package; code in src/ needs no"
                            + " requirement.");
        }
        String name = realRoot.relativize(real) + "/";
        for (String directory : neverPacked) {
            if (name.startsWith(directory)) {
                throw line.refused(
                        "names " + written + ", but " + directory + " is never part of a build",
                        "Move it to another directory, such as wheels/.");
            }
        }
        if (Files.isDirectory(real)) {
            try (Stream<Path> below = Files.walk(real)) {
                for (Path link : below.filter(Files::isSymbolicLink).toList()) {
                    requireInside(
                            line,
                            root.toRealPath().relativize(link).toString(),
                            Files.exists(link) ? link.toRealPath() : link);
                }
            }
        }
    }

    private void requireInside(RequirementLine line, String written, Path real) throws IOException {
        if (!real.startsWith(root.toRealPath())) {
            throw line.refused(
                    "names " + written + ", which a link leads out of the workspace (" + real + ")",
                    "Replace the link with a copy.");
        }
    }

    private static Path path(RequirementLine line, Path from, String written) {
        try {
            return from.resolve(written).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new GraminizeException(line + " names a path that this system cannot have.", "Correct it.", e);
        }
    }
}
