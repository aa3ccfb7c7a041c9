package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarBuilder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives from which engines load another image than a reader of their names finds, or different ones. */
final class AmbiguousArchiveTest {

    @TempDir
    Path temp;

    private final byte[] good = pax().file("etc/a", "good").build();
    private final byte[] evil = pax().file("etc/a", "evil").build();
    private final ImageBuilder image = ImageBuilder.ofLayers(good);

    private Image open(byte[] archive) {
        return new ImageReader().read(ImageBuilder.write(temp, "x.tar", archive));
    }

    private void assertRefused(byte[] archive, String part) {
        assertThatThrownBy(() -> open(archive))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("x.tar")
                .hasMessageContaining(part);
    }

    private TarBuilder withDocuments(TarBuilder archive) {
        return archive.file("n.json", image.config())
                .file("manifest.json", image.manifest("n.json", List.of("l/layer.tar")));
    }

    @Test
    void a_layer_that_the_configuration_does_not_name_is_refused() {
        assertRefused(
                withDocuments(pax().file("l/layer.tar", evil)).build(),
                "Layer l/layer.tar of " + temp.resolve("x.tar")
                        + " is not the layer that the image's configuration names:\n  has           sha256:"
                        + Sha256.digest(evil) + "\n  configuration sha256:" + Sha256.digest(good));
        assertRefused(
                withDocuments(pax().file("l/layer.tar", ImageBuilder.gzip(evil)))
                        .build(),
                "is not the layer that the image's configuration names");
    }

    @Test
    void a_layer_once_as_a_link_and_once_as_a_file_is_refused() {
        assertRefused(
                withDocuments(pax().file("m.tar", good)
                                .link("l/layer.tar", "../m.tar")
                                .file("l/layer.tar", evil))
                        .build(),
                "has l/layer.tar twice");
        assertRefused(
                withDocuments(pax().file("m.tar", evil)
                                .file("l/layer.tar", good)
                                .link("l/layer.tar", "../m.tar"))
                        .build(),
                "has l/layer.tar twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "./manifest.json", "n.json", "l/layer.tar", "l//layer.tar"})
    void a_name_twice_is_refused(String name) {
        assertRefused(
                withDocuments(pax().file("l/layer.tar", good)).file(name, "{}").build(),
                "has " + ImagePath.of(name).value().substring(1) + " twice");
    }

    @Test
    void a_directory_behind_a_link_is_refused() {
        assertRefused(
                withDocuments(pax().file("m/layer.tar", good).link("l", "m").file("l/layer.tar", evil))
                        .build(),
                "has entries below l, which is not a directory");
        assertRefused(
                withDocuments(pax().file("l/layer.tar", good)).link("l", "m").build(), "has l twice");
    }

    @ParameterizedTest
    @CsvSource({
        "m.tar, 'l/m.tar, which is not a file in it'",
        "../n.tar, 'n.tar, which is not a file in it'",
        "/m.tar, '/m.tar, which leads out of it'",
        "../../m.tar, '../../m.tar, which leads out of it'"
    })
    void a_link_that_engines_follow_differently_is_refused(String target, String part) {
        TarBuilder archive = pax().file("m.tar", good).link("l/layer.tar", target);

        assertRefused(withDocuments(archive).build(), "has l/layer.tar as a link to " + part);
    }

    @Test
    void a_link_to_a_link_is_refused() {
        assertRefused(
                withDocuments(pax().file("m.tar", good).link("k.tar", "m.tar").link("l/layer.tar", "../k.tar"))
                        .build(),
                "has l/layer.tar as a link to k.tar, which is not a file in it");
    }

    @Test
    void links_between_equal_layers_are_accepted() {
        ImageBuilder twice = ImageBuilder.ofLayers(good, good);
        byte[] archive = pax().file("k/layer.tar", good)
                .link("l/layer.tar", "../k/layer.tar")
                .file("n.json", twice.config())
                .file("manifest.json", twice.manifest("n.json", List.of("k/layer.tar", "l/layer.tar")))
                .build();

        assertThat(LayerMergeTest.all(open(archive).filesystem())).containsExactly("/etc/", "/etc/a");
    }

    @Test
    void an_image_has_at_most_as_many_layers_as_an_engine_takes() {
        for (int count : new int[] {128, 129}) {
            ImageBuilder many =
                    ImageBuilder.ofLayers(Collections.nCopies(count, good).toArray(byte[][]::new));
            byte[] archive = pax().file("l.tar", good)
                    .file("n.json", many.config())
                    .file("manifest.json", many.manifest("n.json", Collections.nCopies(count, "l.tar")))
                    .build();
            if (count == 128) {
                assertThat(LayerMergeTest.all(open(archive).filesystem())).containsExactly("/etc/", "/etc/a");
            } else {
                assertRefused(archive, "lists 129 layers; engines take at most 128");
            }
        }
    }

    @Test
    void hard_links_devices_and_absolute_names_are_refused() {
        assertRefused(
                withDocuments(pax().file("m.tar", good).hardLink("l/layer.tar", "m.tar"))
                        .build(),
                "has l/layer.tar, which is neither a file nor a symbolic link");
        assertRefused(
                withDocuments(pax().file("l/layer.tar", good))
                        .special("fifo", TarConstants.LF_FIFO)
                        .build(),
                "has fifo, which is neither a file nor a symbolic link");
        assertRefused(withDocuments(pax().file("/l/layer.tar", good)).build(), "has the absolute name /l/layer.tar");
    }

    /** Returns an archive with Docker's list for this image and an index for another one. */
    private byte[] bothLists(ImageBuilder docker, byte[] layer, String platform) {
        return docker.withBothLists(image, good, layer, platform);
    }

    @Test
    void an_index_that_leads_to_another_image_than_the_list_is_refused() {
        String ours = ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}";
        assertThat(open(bothLists(image, good, ours)).ids()).hasSize(2);
        assertRefused(
                bothLists(ImageBuilder.ofLayers(evil), evil, ours),
                "manifest.json and index.json in " + temp.resolve("x.tar")
                        + " lead to different images:\n  manifest.json blobs/");
        assertRefused(
                bothLists(image, good, ",\"platform\":{\"os\":\"linux\",\"architecture\":\"arm64\"}"),
                "leads to 0 images for linux/amd64");
    }

    @Test
    void an_index_and_its_list_agree_about_each_layer() {
        TarBuilder archive = pax().file("l/layer.tar", good);
        byte[] packed = ImageBuilder.gzip(good);
        assertRefused(image.withIndex(withDocuments(archive), packed).build(), "lead to different images");
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"Config\":\"n.json\",\"config\":\"m.json\",', 'the key \"config\" instead of \"Config\"'",
        "'{\"Config\":\"m.json\",\"Config\":\"n.json\",', Duplicate field 'Config'",
        "'{\"CONFIG\":\"n.json\",', 'the key \"CONFIG\" instead of \"Config\"'",
        "'{\"Config\":\"n.json\",\"layer\u017f\":[],', 'instead of \"Layers\"'",
        "'{\"Config\":\"./n.json\",', 'names \"./n.json\", where n.json was expected'",
        "'{\"Config\":\"/n.json\",', 'names \"/n.json\", where n.json was expected'",
        "'{\"Config\":\"n\\udce9.json\",', a text that is not Unicode"
    })
    void a_list_that_engines_parse_differently_is_refused(String begin, String part) {
        byte[] archive = pax().file("l/layer.tar", good)
                .file("n.json", image.config())
                .file("m.json", ImageBuilder.ofLayers(evil).config())
                .file("manifest.json", "[" + begin + "\"RepoTags\":[],\"Layers\":[\"l/layer.tar\"]}]")
                .build();

        assertRefused(archive, part);
    }

    @Test
    void a_list_with_something_behind_it_is_refused() {
        String list = image.manifest("n.json", List.of("l/layer.tar"));
        assertRefused(
                pax().file("l/layer.tar", good)
                        .file("n.json", image.config())
                        .file("manifest.json", list + list)
                        .build(),
                "is no JSON");
    }

    @Test
    void a_configuration_that_engines_parse_differently_is_refused() {
        String config = new String(image.config(), UTF_8);
        for (String changed : List.of(
                config.replace("\"rootfs\"", "\"RootFS\":{},\"rootfs\""),
                config.replace("\"diff_ids\"", "\"Diff_IDs\":[],\"diff_ids\""),
                config.replace("\"Labels\"", "\"entrypoint\":[\"sh\"],\"Labels\""),
                config.replace("\"os\"", "\"Config\":{},\"os\""))) {
            byte[] archive = pax().file("l/layer.tar", good)
                    .file("n.json", changed)
                    .file("manifest.json", image.manifest("n.json", List.of("l/layer.tar")))
                    .build();

            assertRefused(archive, "engines read that differently");
        }
    }

    @Test
    void labels_may_differ_in_case() {
        String config = new String(image.config(), UTF_8).replace("\"who\":", "\"USER\":\"1\",\"user\":\"2\",\"who\":");
        byte[] archive = pax().file("l/layer.tar", good)
                .file("n.json", config)
                .file("manifest.json", image.manifest("n.json", List.of("l/layer.tar")))
                .build();

        assertThat(open(archive).config().orElseThrow().labels())
                .containsEntry("USER", "1")
                .containsEntry("user", "2");
    }

    @Test
    void an_image_for_another_platform_is_refused() {
        String config = new String(image.config(), UTF_8).replace("amd64", "arm64");
        assertRefused(
                pax().file("l/layer.tar", good)
                        .file("n.json", config)
                        .file("manifest.json", image.manifest("n.json", List.of("l/layer.tar")))
                        .build(),
                "is of an image for linux/arm64; expected linux/amd64");
    }

    @Test
    void the_list_of_old_engines_without_the_newer_one_is_refused() {
        assertRefused(
                image.withIndex(pax().file("repositories", "{}").file("k/layer.tar", evil), good)
                        .build(),
                "has a list of images in repositories, but no manifest.json");
    }

    @Test
    void every_blob_has_the_digest_that_names_it() {
        byte[] archive = ImageBuilder.ofLayers(good).ociArchive(true);
        String wrong = "0".repeat(64);
        byte[] more = pax().file("blobs/sha256/" + wrong, "an attestation").build();
        byte[] both = Arrays.copyOf(more, more.length + archive.length);
        int entry = 1024;
        System.arraycopy(archive, 0, both, entry, archive.length);

        assertRefused(both, "blobs/sha256/" + wrong + " in " + temp.resolve("x.tar") + " is damaged");
    }

    @Test
    void a_packed_layer_has_the_digest_that_names_it() {
        byte[] packed = ImageBuilder.gzip(good);
        byte[] again = packed.clone();
        again[9] = 3;
        assertThat(again).isNotEqualTo(packed);
        byte[] archive = ImageBuilder.replaced(image.ociArchive(true), packed, again);

        assertRefused(
                archive, "blobs/sha256/" + Sha256.digest(packed) + " in " + temp.resolve("x.tar") + " is damaged");
    }

    @Test
    void a_document_that_is_both_an_index_and_a_manifest_is_refused() {
        for (String more : List.of(
                "\"manifests\":[],",
                "\"mediaType\":\"application/vnd.oci.image.index.v1+json\",",
                "\"mediaType\":\"text/plain\",")) {
            assertRefused(image.withIndex(pax(), good, more).build(), "is not clearly an index or a manifest");
        }
    }

    @Test
    void a_root_file_system_with_an_archive_behind_it_is_refused() {
        byte[] root = pax().file("etc/a", "good").build();
        byte[] archive = ImageBuilder.ofLayers(evil).dockerSave();
        byte[] both = Arrays.copyOf(root, root.length + archive.length);
        System.arraycopy(archive, 0, both, root.length, archive.length);

        assertRefused(both, "has more data after its end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manifest.json", "index.json", "repositories", "./manifest.json"})
    void a_root_file_system_that_is_also_an_archive_is_refused(String name) {
        TarBuilder root = pax();
        for (int i = 0; i < 1000; i++) {
            root.file("etc/" + i, "");
        }
        assertRefused(root.file(name, "[]").build(), "so it can also be an image archive");
    }

    @Test
    void data_behind_a_gzip_is_refused() {
        byte[] packed = ImageBuilder.gzip(image.dockerSave());
        byte[] zeros = Arrays.copyOf(packed, packed.length + 512);
        byte[] text = Arrays.copyOf(packed, packed.length + 4);
        text[packed.length] = 'x';

        for (byte[] archive : List.of(zeros, text, Arrays.copyOf(packed, packed.length + 1))) {
            assertRefused(archive, "is damaged or cut off: it has data that is not gzip");
        }
    }
}
