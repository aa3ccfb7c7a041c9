package io.github.openflgramine.federation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.files.HeldFile;
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

    /**
     * Claims the directory until the result is closed or this process ends, and marks it as a federation's.
     *
     * @throws GraminizeException if another federation runs in it
     */
    static HeldFile claim(Path root) throws IOException {
        return HeldFile.take(root.resolve(MARKER))
                .orElseThrow(
                        () -> new GraminizeException(
                                "Another federation of this workspace is running: it uses " + root + ".",
                                "Wait until it ends, or stop it (Ctrl-C in its terminal). To run two at once, use a copy of the workspace."));
    }

    /** Removes what an earlier federation has left in a claimed directory. */
    static FederationDirectory replace(Path root) throws IOException {
        for (Path child : children(root)) {
            if (!child.endsWith(AUTHORITY) && !child.endsWith(MARKER)) {
                ContextDirectory.deleteTree(child);
            }
        }
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
