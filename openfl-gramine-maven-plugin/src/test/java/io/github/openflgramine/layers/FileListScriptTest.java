package io.github.openflgramine.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.ChildProcess;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the list that the real script writes. The script's other tests are in Python. */
final class FileListScriptTest {

    @TempDir
    Path scratch;

    private Path root;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectory(scratch.resolve("root")).toRealPath();
        Files.createDirectories(root.resolve("opt/openfl-gramine"));
        write("usr/lib/a b\t\n\\x#=*?[~", "odd");
        write("usr/lib/empty", "");
        write("usr/lib/large", "0123456789abcdef".repeat(100_000));
        for (int file = 0; file < 50; file++) {
            write("usr/share/many/" + file, "file " + file);
        }
        write("usr/share/many.d/between", "sorted before its sister's children by some");
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(root.resolve("dangling"), Path.of("/no where"));
        Files.createLink(root.resolve("usr/hard"), root.resolve("usr/lib/large"));
        Files.createDirectory(root.resolve("tmp"));
    }

    @Test
    void the_list_says_what_is_there() throws Exception {
        ChildProcess run = ChildProcess.python(scratch, "list_files.py", root);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(nodes(listed(), ImagePath.ROOT))
                .isEqualTo(nodes(new ImageReader().readRootFilesystem(root).filesystem(), ImagePath.ROOT))
                .extracting(node -> node.path().value())
                .contains("/usr/lib/a b\t\n\\x#=*?[~", "/usr/hard", "/dangling", "/tmp", "/usr/share/many/49");
    }

    private ImageFilesystem listed() {
        ImageCache cache = new ImageCache(scratch.resolve("cache"));
        return FileTable.listed(this::copy, "x").image(this::copy, cache).filesystem();
    }

    private InputStream copy(ImagePath path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = Files.readAllBytes(root.resolve(path.value().substring(1)));
            TarArchiveEntry entry = new TarArchiveEntry(path.name());
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private void write(String name, String content) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static List<ImageNode> nodes(ImageFilesystem files, ImagePath folder) {
        List<ImageNode> nodes = new ArrayList<>();
        for (ImageNode node : files.children(folder)) {
            if (node.path().equals(ImagePath.of("/opt/openfl-gramine/files.mtree"))) {
                continue;
            }
            nodes.add(node);
            if (node.isDirectory()) {
                nodes.addAll(nodes(files, node.path()));
            }
        }
        return nodes;
    }
}
