package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContextDirectoryTest {

    @TempDir
    Path scratch;

    private Path root;
    private ContextDirectory context;

    @BeforeEach
    void create() throws IOException {
        root = scratch.resolve("target/context");
        context = ContextDirectory.createEmpty(root);
    }

    @Test
    void what_an_earlier_build_left_is_gone() throws IOException {
        context.put("deep/er/old", "x");

        ContextDirectory.createEmpty(root);

        assertThat(root).isEmptyDirectory();
    }

    @Test
    void modes_are_fixed() throws IOException {
        context.put("a/file", "x");
        context.putExecutable("a/program", new byte[0]);
        context.putDirectory("a/b/empty/");

        assertThat(modes(root))
                .containsExactly(
                        "a rwxr-xr-x",
                        "a/b rwxr-xr-x",
                        "a/b/empty rwxr-xr-x",
                        "a/file rw-r--r--",
                        "a/program rwxr-xr-x");
    }

    @Test
    void modes_of_copies_do_not_depend_on_the_umask_of_who_made_them() throws IOException {
        Path from = Files.createDirectories(scratch.resolve("clone/package"));
        mode(Files.writeString(from.resolve("private.py"), "x"), "rw-------");
        mode(Files.writeString(from.resolve("writable.py"), "x"), "rw-rw-rw-");
        mode(Files.writeString(from.resolve("script"), "x"), "rwx------");
        mode(from, "rwxrwxr-x");

        context.copy(scratch.resolve("clone"), "build/clone");

        assertThat(modes(root.resolve("build/clone")))
                .containsExactly(
                        "package rwxr-xr-x",
                        "package/private.py rw-r--r--",
                        "package/script rwxr-xr-x",
                        "package/writable.py rw-r--r--");
    }

    @Test
    void the_digest_is_of_names_modes_and_contents() throws IOException {
        context.put("a/file", "x");
        context.putDirectory("b/");
        Sha256 digest = context.digest();

        context.put("a/file", "y");
        assertThat(context.digest()).isNotEqualTo(digest);
        context.putExecutable("a/file", "x".getBytes(StandardCharsets.UTF_8));
        assertThat(context.digest()).isNotEqualTo(digest);
        context.put("a/file", "x");
        assertThat(context.digest()).isEqualTo(digest);
        context.putDirectory("b/c/");
        assertThat(context.digest()).isNotEqualTo(digest);
    }

    @Test
    void copies_one_file() throws IOException {
        Path wheel = Files.writeString(scratch.resolve("x.whl"), "wheel");

        context.copy(wheel, "build/openfl/x.whl");

        assertThat(root.resolve("build/openfl/x.whl")).hasContent("wheel");
    }

    @Test
    void leaves_out_what_git_keeps() throws IOException {
        Path clone = Files.createDirectories(scratch.resolve("clone"));
        Files.createDirectories(clone.resolve(".git/objects"));
        Files.createDirectories(clone.resolve("submodule"));
        Files.writeString(clone.resolve("submodule/.git"), "gitdir: ../.git/modules/submodule");
        Files.writeString(clone.resolve(".gitignore"), "target/");

        context.copy(clone, "clone");

        assertThat(modes(root))
                .containsExactly("clone rwxr-xr-x", "clone/.gitignore rw-r--r--", "clone/submodule rwxr-xr-x");
    }

    @Test
    void copies_what_links_lead_to() throws IOException {
        Path from = Files.createDirectories(scratch.resolve("from"));
        Path real = Files.createDirectories(from.resolve("real/sub"));
        Files.writeString(real.resolve("file"), "x");
        Files.createSymbolicLink(from.resolve("directory"), real);
        Files.createSymbolicLink(from.resolve("name"), real.resolve("file"));
        Path link = Files.createSymbolicLink(scratch.resolve("link"), from);

        context.copy(link, "copy");

        assertThat(root.resolve("copy/directory/file")).hasContent("x");
        assertThat(Files.isSymbolicLink(root.resolve("copy/directory"))).isFalse();
        assertThat(Files.isSymbolicLink(root.resolve("copy/name"))).isFalse();
        assertThat(root.resolve("copy/name")).hasContent("x");
    }

    @Test
    void refuses_links_that_lead_out_of_the_directory() throws IOException {
        Path outside = Files.createDirectories(scratch.resolve("outside/sub")).toRealPath();
        Files.writeString(outside.resolve("file"), "x");
        Path from = Files.createDirectories(scratch.resolve("from"));
        for (Path target : List.of(outside, outside.resolve("file"))) {
            Path link = Files.createSymbolicLink(from.resolve("link"), target);
            assertThatThrownBy(() -> context.copy(from, "copy"))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessage(link + " is a link out of its directory, to " + target
                            + ", so it is not copied into the build. Replace it with a copy of what it leads to.");
            Files.delete(link);
        }
    }

    @Test
    void refuses_links_that_lead_nowhere_or_round() throws IOException {
        Path from = Files.createDirectories(scratch.resolve("from"));
        Path link = Files.createSymbolicLink(from.resolve("link"), Path.of("nowhere"));
        assertThatThrownBy(() -> context.copy(from, "copy"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(link + " is a link nowhere, so it cannot be copied into the build. Remove it.");

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("."));
        assertThatThrownBy(() -> context.copy(from, "again"))
                .hasMessage(link + " is a link to a directory that contains it, so it cannot be copied into the build."
                        + " Remove it.");
    }

    @Test
    void refuses_to_copy_itself_into_itself() {
        assertThatThrownBy(() -> context.copy(scratch, "copy"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(scratch + " contains the build's own output");
    }

    @Test
    void the_labels_stand_at_the_dockerfiles_end() throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("one", "1");
        labels.put("two", "2 3");

        context.putDockerfile("FROM scratch\n", labels);

        assertThat(root.resolve("Dockerfile")).content().isEqualTo("""
                FROM scratch
                LABEL one="1" \\
                      two="2 3"
                """);
    }

    @Test
    void deleting_does_not_follow_links_out() throws IOException {
        Path precious = Files.createDirectories(scratch.resolve("precious"));
        Files.writeString(precious.resolve("file"), "x");
        Files.createSymbolicLink(root.resolve("link"), precious);

        ContextDirectory.deleteTree(root);
        Path whole = Files.createSymbolicLink(root, precious);
        ContextDirectory.deleteTree(whole);

        assertThat(whole).doesNotExist();
        assertThat(precious.resolve("file")).hasContent("x");
    }

    @Test
    void a_link_that_leads_nowhere_is_deleted_too() throws IOException {
        Files.delete(root);
        Files.createSymbolicLink(root, Path.of("nowhere"));

        ContextDirectory.createEmpty(root).put("file", "x");

        assertThat(root.resolve("file")).hasContent("x");
    }

    @Test
    void deleting_what_is_not_there_is_no_mistake() throws IOException {
        ContextDirectory.deleteTree(scratch.resolve("absent"));

        assertThat(root).exists();
    }

    private static void mode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static List<String> modes(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> !path.equals(directory))
                    .sorted()
                    .map(path -> directory.relativize(path) + " " + mode(path))
                    .toList();
        }
    }

    private static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
