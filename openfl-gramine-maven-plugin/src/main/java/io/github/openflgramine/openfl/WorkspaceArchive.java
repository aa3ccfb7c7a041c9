package io.github.openflgramine.openfl;

import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.StoredZip;
import io.github.openflgramine.python.Requirements;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of a workspace that goes into the image, as in OpenFL 1.9's {@code fx workspace export} but without files
 * that belong to one participant. {@code data/}, {@code save/}, {@code logs/}, {@code local_state/} and {@code cert/}
 * are empty; cols.yaml and data.yaml are placeholders. These are mounted when the image runs, so adding a collaborator
 * changes neither the image nor MRENCLAVE. The files that requirements.txt includes are part of it.
 */
public final class WorkspaceArchive {

    private static final List<String> MOUNTED_DIRECTORIES = List.of("cert/", "data/", "local_state/", "logs/", "save/");
    /** Entries by name. A directory's name ends with a slash and its content is empty. */
    private final SortedMap<String, Content> entries;

    private WorkspaceArchive(SortedMap<String, Content> entries) {
        this.entries = entries;
    }

    /** Returns the directories that belong to one participant. Each name ends with a slash. */
    public static List<String> mountedDirectories() {
        return MOUNTED_DIRECTORIES;
    }

    /** Finds the files to pack and their sizes. Their contents are read when they are written. */
    public static WorkspaceArchive of(Workspace workspace) throws IOException {
        SortedMap<String, Content> entries = new TreeMap<>();
        for (String directory : MOUNTED_DIRECTORIES) {
            entries.put(directory, Content.of(""));
        }
        Path root = workspace.root();
        List<Path> packed =
                new ArrayList<>(List.of(root.resolve(".workspace"), workspace.source(), root.resolve("plan")));
        Requirements.read(root, workspace.requirements(), MOUNTED_DIRECTORIES)
                .texts()
                .keySet()
                .forEach(name -> packed.add(root.resolve(name)));
        for (Path tree : packed) {
            for (var file : PackedFiles.below(root, tree).entrySet()) {
                entries.put(file.getKey(), Content.of(file.getValue()));
            }
        }
        entries.put("plan/cols.yaml", placeholder("plan/cols.yaml", "collaborators: []\n"));
        entries.put("plan/data.yaml", placeholder("plan/data.yaml", ""));
        return new WorkspaceArchive(entries);
    }

    /** Returns the archive with another plan. */
    public WorkspaceArchive withPlan(Content plan) {
        SortedMap<String, Content> changed = new TreeMap<>(entries);
        changed.put("plan/plan.yaml", plan);
        return new WorkspaceArchive(changed);
    }

    private static Content placeholder(String name, String content) {
        return Content.of("# " + name + " is mounted here when the image runs.\n" + content);
    }

    /** Writes a zip that depends on the content only, and closes the stream. */
    public void writeZip(OutputStream out) throws IOException {
        StoredZip.write(entries, out);
    }

    /** Returns the entries by name, in order. A directory's name ends with a slash and its content is empty. */
    public SortedMap<String, Content> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    public int files() {
        return (int)
                entries.keySet().stream().filter(name -> !name.endsWith("/")).count();
    }

    /** Returns the total size of all files in bytes. */
    public long bytes() {
        return entries.values().stream().mapToLong(Content::size).sum();
    }

    public Content plan() {
        return content("plan/plan.yaml");
    }

    private Content content(String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }
}
