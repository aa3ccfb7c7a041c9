package io.github.openflgramine.federation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ContextDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A federation's directory, with one directory per actor. The next run replaces it, but only if a federation created
 * it.
 */
final class FederationDirectory {

    private static final String MARKER = ".openfl-gramine-federation";
    /** The temporary authority. It is kept for later runs, because creating it takes seconds. */
    private static final String AUTHORITY = "authority";

    private final Path root;

    private FederationDirectory(Path root) {
        this.root = root;
    }

    static FederationDirectory replace(Path root) throws IOException {
        if (Files.exists(root)) {
            for (Path child : children(root)) {
                if (!child.endsWith(AUTHORITY) && !child.endsWith(MARKER)) {
                    ContextDirectory.deleteTree(child);
                }
            }
        }
        Files.createDirectories(root);
        Files.write(root.resolve(MARKER), new byte[0]);
        return new FederationDirectory(root);
    }

    /** Checks that the directory is absent, empty or a federation's. */
    static void check(Path root) throws IOException {
        if (Files.exists(root)
                && Files.notExists(root.resolve(MARKER))
                && !children(root).isEmpty()) {
            throw new GraminizeException(
                    root + " exists but is not the directory of an earlier federation, so it is not replaced.",
                    "Move it away.");
        }
    }

    Path root() {
        return root;
    }

    Path authority() {
        return root.resolve(AUTHORITY);
    }

    /** Creates the directory of an actor and these directories in it. */
    Path actor(String name, String... directories) throws IOException {
        Path actor = Files.createDirectories(root.resolve(name));
        for (String directory : directories) {
            Files.createDirectories(actor.resolve(directory));
        }
        return actor;
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
