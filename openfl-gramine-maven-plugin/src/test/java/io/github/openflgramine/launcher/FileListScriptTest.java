package io.github.openflgramine.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.image.FileTable;
import io.github.openflgramine.image.ImageCache;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.RootFilesystemReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the real script in Python and has its list read as that of an image. */
final class FileListScriptTest {

    private static final String LOADER = """
            import importlib.util, os, sys
            spec = importlib.util.spec_from_file_location("filelist", sys.argv[1])
            filelist = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(filelist)
            sys.exit(filelist.main(sys.argv[3:], root=os.fsencode(sys.argv[2])))
            """;

    private static final String ZEROS = "0".repeat(64);

    @TempDir
    Path scratch;

    private Path root;
    private Path folder;

    @BeforeEach
    void layOut() throws IOException {
        root = Files.createDirectory(scratch.resolve("root")).toRealPath();
        folder = Files.createDirectories(root.resolve("opt/openfl-gramine"));
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
        ChildProcess run = list();

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(nodes(listed(), ImagePath.ROOT))
                .isEqualTo(nodes(RootFilesystemReader.read(root, path -> false), ImagePath.ROOT))
                .extracting(node -> node.path().value())
                .contains("/usr/lib/a b\t\n\\x#=*?[~", "/usr/hard", "/dangling", "/tmp", "/usr/share/many/49");
    }

    @Test
    void names_of_any_bytes_and_what_is_no_file_are_listed() throws Exception {
        ChildProcess made =
                ChildProcess.run(root, Map.of(), List.of("sh", "-c", "echo x > \"$(printf 'caf\\351')\"; mkfifo fifo"));
        assertThat(made.exitCode()).as(made.err()).isZero();

        list();

        assertThat(folder.resolve("files.mtree")).content().contains("\ncaf\\351 size=2 ", "\nfifo type=fifo\n");
    }

    @Test
    void files_that_did_not_change_since_an_earlier_step_are_not_hashed_again() throws Exception {
        assertThat(list("--ahead").exitCode()).isZero();
        assertThat(folder.resolve("files.mtree")).doesNotExist();
        forgeKnownDigests();
        write("usr/lib/empty", "no more");

        assertThat(list().exitCode()).isZero();

        assertThat(folder.resolve("files.mtree")).content().contains("\nlarge size=1600000 sha256digest=" + ZEROS);
        assertThat(listed().resolve(ImagePath.of("/usr/lib/empty")).orElseThrow())
                .isEqualTo(RootFilesystemReader.read(root, path -> false)
                        .resolve(ImagePath.of("/usr/lib/empty"))
                        .orElseThrow());
        assertThat(folder).isDirectoryNotContaining("glob:**/.files-ahead");
    }

    @Test
    void where_no_list_can_be_written_one_line_says_why() throws Exception {
        Files.delete(folder);

        ChildProcess run = list();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.complaint()).startsWith("no list of the image's files: ").contains("files.mtree");
    }

    private void forgeKnownDigests() throws Exception {
        ChildProcess forged = ChildProcess.run(
                scratch,
                Map.of(),
                List.of("python3", "-c", """
                import marshal, sys
                known = marshal.load(open(sys.argv[1], "rb"))
                forged = {path: (size, ctime, bytes(32)) for path, (size, ctime, _) in known.items()}
                marshal.dump(forged, open(sys.argv[1], "wb"))
                """, folder.resolve(".files-ahead").toString()));
        assertThat(forged.exitCode()).as(forged.err()).isZero();
    }

    private ChildProcess list(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                "-I",
                "-S",
                "-B",
                "-c",
                LOADER,
                ChildProcess.SCRIPTS.resolve("filelist.py").toAbsolutePath().toString(),
                root.toString()));
        command.addAll(List.of(arguments));
        return ChildProcess.run(scratch, Map.of(), command);
    }

    private ImageFilesystem listed() {
        ImageCache cache = new ImageCache(scratch.resolve("cache"));
        return FileTable.listed(this::copy, "x").filesystem(Set.of(), this::copy, cache);
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
