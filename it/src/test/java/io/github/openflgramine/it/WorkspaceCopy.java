package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of a valid workspace for testing one mistake. The user's files must not change. */
record WorkspaceCopy(Path root) {

    static WorkspaceCopy of(Path workspace, Path directory) throws IOException {
        Path root = Files.createTempDirectory(directory, "copy").resolve(workspace.getFileName());
        for (Path file : files(workspace)) {
            Path copy = root.resolve(workspace.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        return new WorkspaceCopy(root);
    }

    WorkspaceCopy with(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    WorkspaceCopy without(String name) throws IOException {
        Files.delete(root.resolve(name));
        return this;
    }

    /** Runs the build and checks that it changes only its own output. */
    MavenResult run(MavenBuild build, String... goals) throws IOException {
        Map<Path, ByteBuffer> before = contents();
        MavenResult result = build.run(goals);
        assertThat(contents()).as("the user's files").isEqualTo(before);
        return result;
    }

    private Map<Path, ByteBuffer> contents() throws IOException {
        Map<Path, ByteBuffer> contents = new TreeMap<>();
        for (Path file : files(root)) {
            contents.put(root.relativize(file), ByteBuffer.wrap(Files.readAllBytes(file)));
        }
        return contents;
    }

    /** Returns all files except the build's output. */
    private static List<Path> files(Path workspace) throws IOException {
        try (Stream<Path> files = Files.walk(workspace)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !workspace.relativize(file).startsWith("target"))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
