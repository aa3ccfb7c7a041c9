package io.github.openflgramine.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A workspace's versions in Maven's local repository, each in a directory of its name.
 *
 * @param directory the directory of the artifact, such as {@code org/example/my-experiment}
 * @param artifactId begins the name of every file of a version
 */
public record LocalVersions(Path directory, String artifactId) {

    private static final String ARCHIVE = "-image.tar.gz";

    /**
     * One version.
     *
     * @param bytes size of all its files
     * @param archives the image archives among them
     * @param archiveBytes size of the image archives
     */
    public record Version(String name, long bytes, List<Path> archives, long archiveBytes) {

        public Version {
            archives = List.copyOf(archives);
        }
    }

    /** Returns the versions by name. Directories without a file of the workspace are none. */
    public List<Version> all() throws IOException {
        List<Version> versions = new ArrayList<>();
        for (Path below : children(directory)) {
            if (Files.isDirectory(below)) {
                List<Path> files = children(below).stream()
                        .filter(file -> Files.isRegularFile(file)
                                && file.getFileName().toString().startsWith(artifactId + "-"))
                        .toList();
                if (!files.isEmpty()) {
                    versions.add(version(below.getFileName().toString(), files));
                }
            }
        }
        return List.copyOf(versions);
    }

    /** Returns the versions other than this one. */
    public List<Version> others(String version) throws IOException {
        return all().stream().filter(each -> !each.name().equals(version)).toList();
    }

    /** Removes a version's image archives. Its other files stay. */
    public void prune(Version version) throws IOException {
        for (Path archive : version.archives()) {
            Files.deleteIfExists(archive);
        }
    }

    private static Version version(String name, List<Path> files) throws IOException {
        List<Path> archives = files.stream()
                .filter(file -> file.getFileName().toString().endsWith(ARCHIVE))
                .toList();
        return new Version(name, size(files), archives, size(archives));
    }

    private static long size(List<Path> files) throws IOException {
        long size = 0;
        for (Path file : files) {
            size += Files.size(file);
        }
        return size;
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.sorted().toList();
        }
    }
}
