package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives that are refused, with their messages, as a file and as a stream. */
final class RefusedImageTest {

    @TempDir
    Path temp;

    private Image open(byte[] bytes) {
        return reader().readArchive(ImageBuilder.write(temp, "x.tar", bytes));
    }

    private Image openAsStream(byte[] bytes) {
        return reader().readArchive(
                        new ByteArrayInputStream(bytes), temp.resolve("x.tar").toString());
    }

    private static ImageReader reader() {
        return new ImageReader().withThreads(1);
    }

    private void assertRefused(byte[] bytes, String part) {
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("x.tar")
                .hasMessageContaining(part);
        assertThatThrownBy(() -> openAsStream(bytes))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("x.tar")
                .hasMessageContaining(part);
    }

    @Test
    void json_that_is_nonsense_or_does_not_fit_is_refused() {
        String config = "c".repeat(64) + ".json";
        String layers = "\"Layers\":[\"l.tar\"]";
        byte[] layer = pax().file("a", "1").build();
        for (String manifest : List.of(
                "[",
                "",
                "7",
                "{}",
                "[]",
                "[{},{}]",
                "[{}]",
                "[".repeat(100_000),
                "[{\"Config\":7," + layers + "}]",
                "[{\"Config\":\"../c\"," + layers + "}]",
                "[{\"Config\":\"" + config + "\"," + layers + "}]")) {
            byte[] archive = pax().file("manifest.json", manifest)
                    .file("l.tar", layer)
                    .file("n.json", "{}")
                    .build();

            assertThatThrownBy(() -> open(archive))
                    .as(manifest.substring(0, Math.min(30, manifest.length())))
                    .isInstanceOf(GraminizeException.class);
            assertThatThrownBy(() -> openAsStream(archive)).isInstanceOf(GraminizeException.class);
        }
        for (String json : List.of(
                "{}", "{\"rootfs\":7}", "{\"rootfs\":{\"diff_ids\":[]}}", "{\"rootfs\":{\"diff_ids\":[\"md5:1\"]}}")) {
            byte[] archive = pax().file("manifest.json", "[{\"Config\":\"n.json\"," + layers + "}]")
                    .file("l.tar", layer)
                    .file("n.json", json)
                    .build();

            assertThatThrownBy(() -> open(archive)).as(json).isInstanceOf(GraminizeException.class);
        }
    }

    @Test
    void a_missing_layer_a_changed_configuration_and_two_images_are_told_apart() {
        ImageBuilder image = ImageBuilder.of(pax().file("a", "1"));
        byte[] config = image.config();
        String name = Sha256.digest(config).hex() + ".json";
        TarBuilder missing = pax().file(name, config).file("manifest.json", image.manifest(name, List.of("l.tar")));
        assertRefused(missing.build(), "Layer l.tar of");
        byte[] other = new String(config, UTF_8).replace("me", "us").getBytes(UTF_8);
        TarBuilder changed = pax().file("l.tar", pax().build())
                .file(name, other)
                .file("manifest.json", image.manifest(name, List.of("l.tar")));
        assertRefused(changed.build(), "is damaged:\n  has  sha256:" + Sha256.digest(other));
        String one = "{\"RepoTags\":[\"flowers:1\",\"flowers:2\"]}";
        assertRefused(
                pax().file("manifest.json", "[" + one + "," + one + "]").build(),
                "lists 2 images, where one was expected: flowers:1, flowers:2, flowers:1, flowers:2.");
    }

    @Test
    void an_index_that_names_itself_or_nothing_is_refused() {
        String self = "{\"manifests\":[{\"digest\":\"sha256:" + "a".repeat(64) + "\"}]}";
        assertRefused(
                pax().file("index.json", self)
                        .file("blobs/sha256/" + "a".repeat(64), self)
                        .build(),
                "is damaged");
        assertRefused(pax().file("index.json", self).build(), "leads to 0 images");
        assertRefused(pax().file("index.json", "{\"manifests\":[{}]}").build(), "where a sha256 digest was expected");
    }

    @Test
    void an_archive_of_something_else_or_none_at_all_is_said_so() {
        assertRefused(pax().file("a", "1").file("empty", "").build(), "has neither manifest.json nor index.json");
        assertThatThrownBy(() -> reader().readArchive(temp))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("Cannot read " + temp + ": ")
                .hasMessageEndingWith("Check the file and the right to read it.");
    }

    @Test
    void a_document_over_four_mebibytes_is_refused() {
        ImageBuilder image = ImageBuilder.of(pax().file("a", "1"));
        byte[] layer = pax().file("a", "1").build();
        String manifest = image.manifest("n.json", List.of("l.tar"));
        String largest = manifest + " ".repeat((4 << 20) - manifest.length());
        byte[] archive = pax().file("n.json", image.config())
                .file("l.tar", layer)
                .file("manifest.json", largest)
                .build();

        assertThat(open(archive).config()).isPresent();
        assertThat(openAsStream(archive).config()).isPresent();
        assertRefused(
                pax().file("manifest.json", largest + " ").build(),
                "manifest.json in " + temp.resolve("x.tar") + " has more than 4194304 bytes");
    }

    @ParameterizedTest
    @CsvSource({"28b52ffd, zstd", "5a2a4d18, zstd", "fd377a58, xz", "425a6839, bzip2"})
    void a_layer_that_is_packed_otherwise_than_with_gzip_is_refused_by_name(String magic, String packing) {
        ImageBuilder image = ImageBuilder.of(pax().file("a", "1"));
        byte[] archive = pax().file("l.tar", HexFormat.of().parseHex(magic + "00".repeat(100)))
                .file("n.json", image.config())
                .file("manifest.json", image.manifest("n.json", List.of("l.tar")))
                .build();

        assertRefused(archive, "x.tar is packed with " + packing + "; a tar, plain or packed with gzip,");
    }

    @Test
    void the_names_of_more_than_twenty_images_and_the_end_of_a_long_digest_are_left_out() {
        String many = String.join(",", Collections.nCopies(21, "{\"RepoTags\":[\"flowers:1\"]}"));
        assertRefused(
                pax().file("manifest.json", "[" + many + "]").build(), "lists 21 images, where one was expected.");
        String index = "{\"manifests\":[{\"digest\":\"" + "x".repeat(101) + "\"}]}";
        assertRefused(pax().file("index.json", index).build(), " has \"" + "x".repeat(100) + "…\" where");
    }
}
