package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files and directories of this machine that the build of the first image needs. All of them exist.
 *
 * @param constraints pip's constraints file, {@code openfl.constraints}
 * @param wheelhouse a directory of wheels, {@code gramine.wheelhouse}
 * @param caBundle certificates in PEM, {@code gramine.caBundle}
 */
public record BuildFiles(Optional<Path> constraints, Optional<Path> wheelhouse, Optional<Path> caBundle) {

    public BuildFiles {
        constraints.ifPresent(path -> requireFile(path, "openfl.constraints"));
        wheelhouse.ifPresent(
                path -> require(Files.isDirectory(path), path, "gramine.wheelhouse", "is not a directory"));
        caBundle.ifPresent(path -> requireFile(path, "gramine.caBundle"));
    }

    private static void requireFile(Path path, String property) {
        require(Files.isRegularFile(path), path, property, "is not a file");
    }

    static void require(boolean met, Path path, String property, String problem) {
        if (!met) {
            throw new GraminizeException(
                    property + "=" + path + " " + (Files.exists(path) ? problem : "does not exist") + ".",
                    "Correct the path, or omit the property.");
        }
    }
}
