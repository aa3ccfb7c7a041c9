package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An OpenFL 1.9 workspace: a directory with {@code plan/}, {@code src/}, {@code requirements.txt} and {@code
 * .workspace}.
 *
 * @param name the name of the federation's files and image, which is the Maven artifactId
 * @param root the directory
 */
public record Workspace(String name, Path root) {

    private static final String MARKER = ".workspace";

    /**
     * Opens a directory as a workspace.
     *
     * @throws GraminizeException if a part that OpenFL needs is missing
     */
    public static Workspace open(String name, Path root) {
        Workspace workspace = new Workspace(name, root);
        workspace.requireFile(workspace.plan(), "the federation's plan");
        workspace.require(Files.isDirectory(workspace.source()), workspace.source(), "the directory of Python code");
        workspace.requireFile(workspace.requirements(), "the Python packages that the code needs (may be empty)");
        workspace.requireFile(root.resolve(MARKER), "OpenFL's marker of a workspace");
        return workspace;
    }

    /** Returns a directory as a workspace if it has all parts that OpenFL needs. */
    public static Optional<Workspace> find(String name, Path root) {
        Workspace workspace = new Workspace(name, root);
        boolean complete = Files.isRegularFile(workspace.plan())
                && Files.isDirectory(workspace.source())
                && Files.isRegularFile(workspace.requirements())
                && Files.isRegularFile(root.resolve(MARKER));
        return complete ? Optional.of(workspace) : Optional.empty();
    }

    public Path plan() {
        return root.resolve("plan/plan.yaml");
    }

    public Path collaborators() {
        return root.resolve("plan/cols.yaml");
    }

    public Path dataPaths() {
        return root.resolve("plan/data.yaml");
    }

    public Path source() {
        return root.resolve("src");
    }

    public Path requirements() {
        return root.resolve("requirements.txt");
    }

    /**
     * Returns the directory with the workspace's own manifest template, Dockerfile and trusted rules, which replace or
     * extend the plugin's.
     */
    public Path gramineDirectory() {
        return root.resolve("gramine");
    }

    private void requireFile(Path part, String meaning) {
        require(Files.isRegularFile(part), part, meaning);
    }

    private void require(boolean there, Path part, String meaning) {
        if (!there) {
            throw new GraminizeException(
                    "The workspace " + root + " has no " + root.relativize(part) + ", " + meaning + ".",
                    "Restore it, or create a new workspace with mvn archetype:generate"
                            + " -DarchetypeGroupId=io.github.openfl-gramine"
                            + " -DarchetypeArtifactId=openfl-workspace-archetype.");
        }
    }
}
