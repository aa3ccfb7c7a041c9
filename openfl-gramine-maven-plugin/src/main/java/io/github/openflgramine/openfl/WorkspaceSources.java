package io.github.openflgramine.openfl;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.python.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a workspace from which its image is built, apart from the plan: code, requirements with the packages that
 * they name by their paths, and the workspace's own templates and rules.
 */
public final class WorkspaceSources {

    private static final String PLAN = "plan/plan.yaml";
    /** Written from the image by the goal lock. */
    private static final String LOCK = "lock.json";

    private WorkspaceSources() {}

    /** Returns a digest of the files' names and contents. The time of a change does not count. */
    public static Sha256 digest(Workspace workspace) throws IOException {
        SortedMap<String, Content> files =
                new TreeMap<>(WorkspaceArchive.of(workspace).entries());
        files.remove(PLAN);
        Path root = workspace.root();
        Requirements requirements =
                Requirements.read(root, workspace.requirements(), WorkspaceArchive.mountedDirectories());
        for (String name : requirements.packages()) {
            addAll(files, root, root.resolve(name));
        }
        Path gramine = workspace.gramineDirectory();
        if (Files.isDirectory(gramine)) {
            addAll(files, root, gramine);
            files.remove(root.relativize(gramine.resolve(LOCK)).toString());
        }
        MessageDigest digest = Sha256.newMessageDigest();
        for (Map.Entry<String, Content> file : files.entrySet()) {
            String entry = file.getValue().sha256().hex() + " " + file.getKey() + "\0";
            digest.update(entry.getBytes(StandardCharsets.UTF_8));
        }
        return Sha256.of(digest.digest());
    }

    private static void addAll(Map<String, Content> files, Path root, Path tree) throws IOException {
        for (var file : PackedFiles.below(root, tree).entrySet()) {
            files.put(file.getKey(), Content.of(file.getValue()));
        }
    }
}
