package io.github.openflgramine.rootfs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.layers.LayerMergeTest;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFilesystemTest {

    @TempDir
    Path temp;

    @AfterEach
    void removeLinks() throws IOException {
        TemporaryLinks.removeFrom(temp);
    }

    private ImageFilesystem root() {
        return new ImageReader().readRootFilesystem(temp).filesystem();
    }

    @Test
    void a_file_is_hashed_when_asked_for() throws IOException {
        Files.createDirectory(temp.resolve("etc"));
        Files.writeString(temp.resolve("etc/a"), "1");

        ImageNode file = root().children(ImagePath.of("/etc")).get(0);

        assertThat(file.sha256()).contains(Sha256.digest("1".getBytes(UTF_8)));
        assertThat(file.size()).isEqualTo(1);
    }

    @Test
    void a_link_never_leads_to_the_machine_that_reads() throws IOException {
        Files.createSymbolicLink(temp.resolve("passwd"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(temp.resolve("up"), Path.of("../../../../../../etc/passwd"));
        Files.createSymbolicLink(temp.resolve("mtab"), Path.of("/proc/mounts"));

        for (String name : new String[] {"passwd", "up", "mtab"}) {
            assertThat(root().resolve(ImagePath.of(name))).isEmpty();
            assertThat(root().entry(ImagePath.of(name)).orElseThrow().isLink()).isTrue();
        }
    }

    @Test
    void a_name_or_link_that_is_no_utf8_keeps_its_bytes_whatever_the_locale() throws IOException {
        Path odd = Path.of(URI.create(temp.toUri() + "caf%E9"));
        Files.writeString(odd, "1");
        Files.createSymbolicLink(temp.resolve("link"), odd.getFileName());
        Path umlaut = Files.createDirectory(Path.of(URI.create(temp.toUri() + "%C3%BC")));
        Files.writeString(umlaut.resolve("a"), "2");
        Files.createSymbolicLink(temp.resolve("absolute"), umlaut);

        assertThat(root().children(ImagePath.ROOT))
                .extracting(node -> node.path().printable())
                .containsExactly("/absolute", "/caf\\xe9", "/link", "/ü");
        assertThat(root().entry(ImagePath.of("/absolute")).flatMap(ImageNode::target))
                .contains(temp + "/ü");
        assertThat(root().entry(ImagePath.of("/ü/a"))).isPresent();
        assertThat(root().resolve(ImagePath.of("/link")).map(node -> node.path().printable()))
                .contains("/caf\\xe9");
    }

    @Test
    void a_directory_that_is_not_there_is_said_so() {
        assertThatThrownBy(() -> new ImageReader().read(temp.resolve("nowhere")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("nowhere does not exist.");
    }

    @Test
    void what_the_kernel_shows_as_files_counts_as_empty_directories() {
        ImageFilesystem machine =
                new ImageReader().readRootFilesystem(Path.of("/")).filesystem();

        assertThat(machine.isOwnRoot()).isTrue();
        assertThat(root().isOwnRoot()).isFalse();
        assertThat(machine.children(ImagePath.of("/proc"))).isEmpty();
        assertThat(machine.children(ImagePath.of("/sys"))).isEmpty();
        assertThat(machine.resolve(ImagePath.of("/proc/self/mounts"))).isEmpty();
    }

    @Test
    void only_what_is_asked_for_is_read() throws IOException {
        Files.createDirectory(temp.resolve("etc"));
        Files.writeString(temp.resolve("etc/a"), "1");
        ImageFilesystem root = root();
        root.resolve(ImagePath.of("/etc"));
        Files.writeString(temp.resolve("etc/a"), "2");

        assertThat(root.resolve(ImagePath.of("/etc/a")).flatMap(ImageNode::sha256))
                .contains(Sha256.digest("2".getBytes(UTF_8)));
    }

    @Test
    void what_lies_below_a_directory_is_hashed_at_once_when_it_is_said_so() throws IOException {
        Files.createDirectories(temp.resolve("usr/lib/x"));
        Files.writeString(temp.resolve("usr/lib/a"), "1");
        Files.writeString(temp.resolve("usr/lib/x/b"), "1");
        Files.writeString(temp.resolve("usr/c"), "1");
        Files.createSymbolicLink(temp.resolve("lib"), Path.of("usr/lib"));
        ImageFilesystem root = root();
        root.hashBelow(ImagePath.of("/lib"));
        root.hashBelow(ImagePath.of("/nowhere"));
        for (String name : List.of("usr/lib/a", "usr/lib/x/b", "usr/c")) {
            Files.writeString(temp.resolve(name), "2");
        }

        assertThat(LayerMergeTest.digestOf(root, "/lib/a")).isEqualTo(Sha256.digest("1".getBytes(UTF_8)));
        assertThat(LayerMergeTest.digestOf(root, "/lib/x/b")).isEqualTo(Sha256.digest("1".getBytes(UTF_8)));
        assertThat(LayerMergeTest.digestOf(root, "/usr/c")).isEqualTo(Sha256.digest("2".getBytes(UTF_8)));
    }

    @Test
    void a_directory_has_no_content() throws IOException {
        Files.createDirectory(temp.resolve("etc"));

        assertThat(root().content(ImagePath.of("/etc"))).isEmpty();
    }

    @Test
    void a_file_that_is_gone_is_said_so() {
        assertThat(HostNode.unreadable(Path.of("/gone"), new NoSuchFileException("/gone")))
                .hasMessageStartingWith("Cannot read /gone: it is not there.");
    }

    @Test
    void a_file_that_may_not_be_read_is_said_so_with_its_name() {
        assertThat(HostNode.unreadable(Path.of("/etc/shadow"), new AccessDeniedException("/etc/shadow")))
                .hasMessage("Cannot read /etc/shadow: this user has no right to. Trust only files that this user may"
                        + " read, or run Maven as a user who may.");
    }

    @Test
    void a_size_over_four_gibibytes_is_no_smaller() throws IOException {
        try (FileChannel sparse = FileChannel.open(temp.resolve("large"), CREATE_NEW, WRITE, SPARSE)) {
            sparse.write(ByteBuffer.wrap(new byte[] {1}), 1L << 32);
        }

        assertThatThrownBy(() -> root().content(ImagePath.of("/large")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has /large with 4294967297 bytes");
    }
}
