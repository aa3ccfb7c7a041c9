package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageReaderTest {

    @TempDir
    Path temp;

    /** The number of the next archive's file. Overwriting an archive would change images that are open. */
    private int number;

    private static ImageBuilder flowers() {
        return ImageBuilder.of(
                pax().file("etc/a", "1").file("etc/keep", "old").file("usr/lib/x", "x"),
                pax().file("etc/.wh.a", "").file("etc/keep", "new").link("lib", "usr/lib"));
    }

    private List<Image> inEveryForm(ImageBuilder image) {
        List<Image> images = new ArrayList<>();
        byte[] docker = image.dockerSave();
        for (byte[] archive : List.of(docker, image.ociArchive(true), image.ociArchive(false))) {
            images.add(open(archive));
            images.add(open(ImageBuilder.gzip(archive)));
            images.add(reader().readArchive(new ByteArrayInputStream(archive), "stream"));
            images.add(reader().withThreads(1).read(ImageBuilder.write(temp, "one" + number + ".tar", archive)));
        }
        return images;
    }

    private static ImageReader reader() {
        return new ImageReader();
    }

    private Image open(byte[] archive) {
        return reader().read(ImageBuilder.write(temp, "flowers" + ++number + ".tar", archive));
    }

    @Test
    void dockers_and_ocis_layout_packed_or_not_from_a_file_or_a_stream_give_the_same_image() {
        byte[] config = flowers().config();
        for (Image image : inEveryForm(flowers())) {
            assertThat(LayerMergeTest.all(image.filesystem()))
                    .containsExactly("/etc/", "/etc/keep", "/lib -> usr/lib", "/usr/", "/usr/lib/", "/usr/lib/x");
            assertThat(image.filesystem().content(ImagePath.of("/etc/keep")).orElseThrow())
                    .asString()
                    .isEqualTo("new");
            assertThat(image.config().orElseThrow().id()).isEqualTo(Sha256.digest(config));
            assertThat(image.config().orElseThrow().json()).isEqualTo(new String(config, UTF_8));
            assertThat(image.config().orElseThrow().labels()).isEqualTo(Map.of("who", "me"));
            assertThat(image.config().orElseThrow().diffIds()).hasSize(2);
            assertThat(image.tags()).first().asString().endsWith("flowers:1");
        }
    }

    @Test
    void files_larger_than_every_buffer_and_thousands_of_small_ones_have_their_digests() {
        Random random = new Random(2);
        TarBuilder tar = pax();
        byte[] large = new byte[(9 << 20) + 17];
        random.nextBytes(large);
        tar.file("large", large);
        for (int i = 0; i < 3000; i++) {
            byte[] small = new byte[random.nextInt(9000)];
            random.nextBytes(small);
            tar.file("f/" + i, small);
        }
        byte[] layer = tar.build();
        Path root = ImageBuilder.write(temp, "root.tar", layer);
        Path packed = ImageBuilder.write(temp, "root.tar.gz", ImageBuilder.gzip(layer));

        Image parallel = reader().withThreads(4).read(root);
        Image single = reader().withThreads(1).read(root);
        Image stream = reader().read(packed);

        assertThat(LayerMergeTest.digestOf(parallel.filesystem(), "/large")).isEqualTo(Sha256.digest(large));
        assertThat(parallel.filesystem().children(ImagePath.of("/f")))
                .isEqualTo(single.filesystem().children(ImagePath.of("/f")))
                .isEqualTo(stream.filesystem().children(ImagePath.of("/f")))
                .hasSize(3000);
    }

    @Test
    void a_plain_tar_or_directory_has_no_configuration_and_no_whiteouts() {
        byte[] tar = pax().directory(".").file("./.wh.a", "").file("./a", "1").build();

        for (byte[] bytes : List.of(tar, ImageBuilder.gzip(tar))) {
            Image image = open(bytes);

            assertThat(LayerMergeTest.all(image.filesystem())).containsExactly("/.wh.a", "/a");
            assertThat(image.config()).isEmpty();
            assertThat(image.tags()).isEmpty();
            assertThat(image.filesystem().isOwnRoot()).isFalse();
        }
        assertThat(reader().read(temp).config()).isEmpty();
    }

    @Test
    void a_root_file_system_may_be_empty() {
        byte[] tar = pax().directory(".").build();

        for (byte[] bytes : List.of(tar, ImageBuilder.gzip(tar))) {
            assertThat(open(bytes).filesystem().children(ImagePath.ROOT)).isEmpty();
        }
    }

    @Test
    void a_layer_that_docker_saved_as_a_link_to_another_is_found() {
        ImageBuilder image = ImageBuilder.of(pax().file("a", "1"), pax().file("a", "1"));
        byte[] config = image.config();
        String name = Sha256.digest(config).hex() + ".json";
        byte[] archive = pax().file("x/layer.tar", pax().file("a", "1").build())
                .link("y/layer.tar", "../x/layer.tar")
                .file(name, config)
                .file("manifest.json", image.manifest(name, List.of("x/layer.tar", "y/layer.tar")))
                .build();

        assertThat(reader().readArchive(ImageBuilder.write(temp, "a.tar", archive))
                        .config())
                .isPresent();
        assertThat(reader().readArchive(new ByteArrayInputStream(archive), "a").config())
                .isPresent();
    }

    @Test
    void a_layer_is_whole_without_an_end_marker_and_in_as_many_gzip_members_as_there_are() {
        byte[] incompressible = new byte[100_000];
        new Random(6).nextBytes(incompressible);
        byte[] layer = pax().file("a", incompressible).file("b", "2").build();
        byte[] bare = Arrays.copyOf(layer, 512 + 100_352 + 1024);
        byte[] members = concatenated(
                ImageBuilder.gzip(Arrays.copyOf(bare, 70_000)),
                ImageBuilder.gzip(Arrays.copyOfRange(bare, 70_000, bare.length)));
        ImageBuilder image = ImageBuilder.ofLayers(bare);
        for (byte[] form : List.of(bare, members)) {
            byte[] archive = pax().file("n.json", image.config())
                    .file("l.tar", form)
                    .file("manifest.json", image.manifest("n.json", List.of("l.tar")))
                    .build();
            for (Image read : List.of(
                    reader().readArchive(ImageBuilder.write(temp, "a.tar", archive)),
                    reader().readArchive(new ByteArrayInputStream(archive), "a"))) {
                assertThat(LayerMergeTest.digestOf(read.filesystem(), "/a")).isEqualTo(Sha256.digest(incompressible));
                assertThat(LayerMergeTest.all(read.filesystem())).containsExactly("/a", "/b");
            }
        }
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void an_index_may_name_other_platforms_and_build_records_that_are_not_wanted() {
        String arm = "{\"digest\":\"sha256:" + "a".repeat(64)
                + "\",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}}";
        String record = "{\"digest\":\"sha256:" + "b".repeat(64)
                + "\",\"platform\":{\"os\":\"unknown\",\"architecture\":\"unknown\"}}";
        String absent = "{\"digest\":\"sha256:" + "c".repeat(64) + "\"}";

        assertThat(open(flowers().ociArchive(true, arm, record, absent)).config())
                .isPresent();
    }

    @Test
    void a_content_is_found_under_the_name_of_a_hard_link_and_through_a_linked_directory() {
        TarBuilder layer = pax().file("usr/lib/data", "bytes")
                .hardLink("usr/lib/hard", "usr/lib/data")
                .file("usr/lib/third", "third");
        ImageBuilder image = ImageBuilder.of(layer, pax().link("lib", "usr/lib"), pax().file("usr/lib/more", "more"));
        for (Image read : inEveryForm(image)) {
            try (read) {
                ImageFilesystem root = read.filesystem();
                assertThat(content(root, "/lib/hard")).isEqualTo("bytes");
                assertThat(content(root, "/lib/more")).isEqualTo("more");
                assertThat(content(root, "/lib/third")).isEqualTo("third");
                assertThat(root.content(ImagePath.of("/lib"))).isEmpty();
                assertThat(root.content(ImagePath.of("/nowhere"))).isEmpty();
            }
        }
    }

    private static String content(ImageFilesystem root, String path) {
        return new String(root.content(ImagePath.of(path)).orElseThrow(), UTF_8);
    }

    @Test
    void a_content_that_changed_after_it_was_hashed_is_refused() throws IOException {
        byte[] archive = flowers().dockerSave();
        Path file = ImageBuilder.write(temp, "changing.tar", archive);
        try (Image image = reader().read(file)) {
            String text = new String(archive, ISO_8859_1);
            Files.write(file, text.replace("\0new\0", "\0old\0").getBytes(ISO_8859_1));

            assertThatThrownBy(() -> image.filesystem().content(ImagePath.of("/etc/keep")))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("changing.tar has another /etc/keep than when it was hashed.");
            assertThat(content(image.filesystem(), "/usr/lib/x")).isEqualTo("x");
        }
    }

    @Test
    void a_content_is_there_though_the_archive_was_removed_and_not_after_the_image_was_closed() throws IOException {
        for (byte[] archive :
                List.of(flowers().dockerSave(), ImageBuilder.gzip(flowers().dockerSave()))) {
            Path file = ImageBuilder.write(temp, "removed.tar", archive);
            Image image = reader().read(file);
            Files.delete(file);
            assertThat(content(image.filesystem(), "/etc/keep")).isEqualTo("new");
            image.close();

            assertThatThrownBy(() -> image.filesystem().content(ImagePath.of("/etc/keep")))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("removed.tar");
        }
    }

    @Test
    void a_file_too_large_for_memory_is_hashed_and_its_content_refused() {
        byte[] large = new byte[(64 << 20) + 1];
        Path file = ImageBuilder.write(temp, "x.tar", pax().file("keep", large).build());
        try (Image image = reader().read(file)) {
            assertThat(LayerMergeTest.digestOf(image.filesystem(), "/keep")).isEqualTo(Sha256.digest(large));
            assertThatThrownBy(() -> image.filesystem().content(ImagePath.of("/keep")))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessage(file
                            + " has /keep with 67108865 bytes, where a file of at most 67108864 bytes was expected. "
                            + "Put the right file there; it is read into memory.");
        }
    }
}
