package io.github.openflgramine.layers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An image that was built and saved by several engines; their README describes how. */
final class EngineArchivesTest {

    private static final Path ARCHIVES = Path.of("src/test/resources/image/engines");
    private static final String LONG = "/usr/share/" + "n".repeat(150) + "/";

    /** Paths on which an engine mounts something during a build. It may leave a directory or an empty file there. */
    private static final Set<String> MOUNT_POINTS =
            Set.of("/etc/hostname", "/etc/hosts", "/etc/resolv.conf", "/proc/", "/run/", "/sys/");

    private static final List<String> ALL = List.of(
            "/change",
            "/dev/",
            "/etc/",
            "/etc/changed",
            "/etc/gone",
            "/etc/hard",
            "/etc/hard-upper",
            "/etc/keep",
            "/lib -> usr/lib",
            "/opt/",
            "/opt/folder/",
            "/opt/folder/b",
            "/srv/",
            "/srv/devices/",
            "/srv/devices/null",
            "/usr/",
            "/usr/lib/",
            "/usr/lib/absolute -> /etc/keep",
            "/usr/lib/climbing -> ../../../../etc/keep",
            "/usr/lib/dangling -> nowhere",
            "/usr/lib/libx.so",
            "/usr/share/",
            "/usr/share/a \"quoted\" \\ name",
            "/usr/share/caf\udce9",
            "/usr/share/grün_名前",
            "/usr/share/long-link -> " + LONG + "m".repeat(200),
            LONG,
            LONG + "m".repeat(200),
            "/var/",
            "/var/empty/",
            "/var/opaque/",
            "/var/opaque/new");

    @TempDir
    Path temp;

    private final ImageReader reader = new ImageReader();

    private static byte[] unpacked(Path packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker-20.10",
                "docker-26.1",
                "docker-26.1-containerd",
                "containerd-1.6",
                "podman-4.3-docker-archive",
                "podman-4.3-oci-archive"
            })
    void whoever_saved_it_and_however_it_is_read_it_is_the_same_image(String name) throws IOException {
        Path packed = ARCHIVES.resolve(name + ".tar.gz");
        Path plain = ImageBuilder.write(temp, "plain.tar", unpacked(packed));
        for (Image read : List.of(
                reader.read(packed),
                reader.read(plain),
                reader.withThreads(1).read(plain),
                reader.withCache(temp.resolve("cache")).read(plain),
                reader.withCache(temp.resolve("cache")).read(plain),
                reader.readArchive(new ByteArrayInputStream(Files.readAllBytes(plain)), name))) {
            try (Image image = read) {
                assertIsTheImage(image);
            }
        }
    }

    private static void assertIsTheImage(Image image) {
        ImageFilesystem root = image.filesystem();
        List<String> all = LayerMergeTest.all(root);
        assertThat(all.stream().filter(path -> !MOUNT_POINTS.contains(path))).containsExactlyElementsOf(ALL);
        assertContent(root, "/etc/changed", "third layer\n");
        assertContent(root, "/etc/gone", "back again\n");
        assertContent(root, "/etc/hard-upper", "kept\n");
        assertContent(root, "/usr/lib/climbing", "kept\n");
        assertContent(root, "/lib/absolute", "kept\n");
        assertContent(root, "/opt/folder/b", "b\n");
        assertContent(root, "/var/opaque/new", "new\n");
        assertContent(root, "/usr/share/long-link", "long\n");
        assertContent(root, "/etc/hard", "kept\n");
        assertThat(image.config().orElseThrow().diffIds()).hasSize(3);
        assertThat(image.tags()).hasSize(1).allMatch(tag -> tag.endsWith("fixture:1"));
    }

    private static void assertContent(ImageFilesystem root, String path, String content) {
        assertThat(LayerMergeTest.digestOf(root, path)).isEqualTo(Sha256.digest(content.getBytes(UTF_8)));
        assertThat(root.content(ImagePath.of(path)))
                .hasValueSatisfying(bytes -> assertThat(bytes).asString().isEqualTo(content));
    }

    @Test
    void the_archives_here_are_all_read() throws IOException {
        try (var files = Files.list(ARCHIVES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".tar.gz")))
                    .hasSize(6);
        }
    }
}
