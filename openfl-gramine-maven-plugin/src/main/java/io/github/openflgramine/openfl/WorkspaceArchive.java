package io.github.openflgramine.openfl;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The part of a workspace that goes into the image, as in OpenFL 1.9's {@code fx workspace export} but without files
 * that belong to one participant. {@code data/}, {@code save/}, {@code logs/}, {@code local_state/} and {@code cert/}
 * are empty; cols.yaml and data.yaml are placeholders. These are mounted when the image runs, so adding a collaborator
 * changes neither the image nor MRENCLAVE.
 */
public final class WorkspaceArchive {

    private static final List<String> MOUNTED_DIRECTORIES = List.of("cert/", "data/", "local_state/", "logs/", "save/");
    /**
     * February, because ZipEntry treats 1 January 1980 as a time before 1980 and adds a field that depends on the time
     * zone.
     */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    /** Entries by name, directories with a slash at the end and no bytes. */
    private final SortedMap<String, byte[]> entries;

    private WorkspaceArchive(SortedMap<String, byte[]> entries) {
        this.entries = entries;
    }

    /** Returns the directories that belong to one participant. Each name ends with a slash. */
    static List<String> mountedDirectories() {
        return MOUNTED_DIRECTORIES;
    }

    /** Reads the parts of a workspace that are packed. */
    public static WorkspaceArchive of(Workspace workspace) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        for (String directory : MOUNTED_DIRECTORIES) {
            entries.put(directory, new byte[0]);
        }
        Path root = workspace.root();
        entries.put(".workspace", Files.readAllBytes(root.resolve(".workspace")));
        entries.put("requirements.txt", Files.readAllBytes(workspace.requirements()));
        for (Path tree : List.of(workspace.source(), root.resolve("plan"))) {
            for (var file : PackedFiles.below(root, tree).entrySet()) {
                entries.put(file.getKey(), Files.readAllBytes(file.getValue()));
            }
        }
        entries.put("plan/cols.yaml", placeholder("plan/cols.yaml", "collaborators: []\n"));
        entries.put("plan/data.yaml", placeholder("plan/data.yaml", ""));
        return new WorkspaceArchive(entries);
    }

    /** The same with another plan. */
    public WorkspaceArchive withPlan(byte[] plan) {
        SortedMap<String, byte[]> changed = new TreeMap<>(entries);
        changed.put("plan/plan.yaml", plan.clone());
        return new WorkspaceArchive(changed);
    }

    private static byte[] placeholder(String name, String content) {
        return ("# " + name + " is mounted here when the image runs.\n" + content).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes a zip that depends on nothing but the content: names in order, one fixed time, stored and not deflated
     * (what deflate gives differs from one zlib to the next).
     */
    public void writeZip(OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var entry : entries.entrySet()) {
                byte[] content = entry.getValue();
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTimeLocal(TIME);
                header.setSize(content.length);
                header.setCrc(crc.getValue());
                zip.putNextEntry(header);
                zip.write(content);
                zip.closeEntry();
            }
        }
    }

    /** Every entry's name and content, in order; a directory's name ends in a slash and its content is empty. */
    public SortedMap<String, byte[]> entries() {
        return Collections.unmodifiableSortedMap(entries);
    }

    public int files() {
        return (int)
                entries.keySet().stream().filter(name -> !name.endsWith("/")).count();
    }

    public byte[] plan() {
        return content("plan/plan.yaml");
    }

    public byte[] requirements() {
        return content("requirements.txt");
    }

    private byte[] content(String name) {
        return Objects.requireNonNull(entries.get(name), name).clone();
    }
}
