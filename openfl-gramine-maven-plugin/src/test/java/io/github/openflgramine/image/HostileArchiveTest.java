package io.github.openflgramine.image;

import static io.github.openflgramine.image.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes: an image or a {@link GraminizeException}, soon, and with little memory. */
final class HostileArchiveTest {

    @TempDir
    Path temp;

    private static ImageBuilder image() {
        return ImageBuilder.of(
                pax().file("etc/keep", "1").file("n".repeat(180), "2").hardLink("etc/b", "etc/keep"),
                pax().link("lib", "usr/lib").file("etc/.wh.b", ""));
    }

    private ImageReader reader() {
        return ImageReader.keeping(path -> path.name().equals("keep")).withThreads(1);
    }

    private void open(byte[] bytes) {
        reader().read(ImageBuilder.write(temp, "x.tar", bytes));
    }

    private void openAsStream(byte[] bytes) {
        reader().readArchive(new ByteArrayInputStream(bytes), "x.tar");
    }

    private void assertRefused(byte[] bytes, String part) {
        assertThatThrownBy(() -> open(bytes))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("x.tar")
                .hasMessageContaining(part);
    }

    @Test
    void an_archive_cut_off_anywhere_is_refused() {
        for (byte[] whole : List.of(
                image().dockerSave(),
                image().ociArchive(true),
                pax().file("a", "1").build())) {
            int end = whole.length;
            while (whole[end - 1] == 0) {
                end--;
            }
            for (int length = 0; length <= end / 512 * 512; length += 256) {
                byte[] cut = Arrays.copyOf(whole, length);

                assertThatThrownBy(() -> open(cut)).as("%d bytes", length).isInstanceOf(GraminizeException.class);
                assertThatThrownBy(() -> openAsStream(cut)).isInstanceOf(GraminizeException.class);
                assertThatThrownBy(() -> open(ImageBuilder.gzip(cut))).isInstanceOf(GraminizeException.class);
            }
        }
    }

    @Test
    void a_gzip_cut_off_anywhere_is_refused() {
        byte[] whole = ImageBuilder.gzip(image().dockerSave());
        for (int length = 2; length < whole.length; length += 7) {
            byte[] cut = Arrays.copyOf(whole, length);

            assertThatThrownBy(() -> open(cut)).as("%d bytes", length).isInstanceOf(GraminizeException.class);
        }
    }

    @Test
    void any_damage_gives_an_image_or_a_clear_refusal_and_never_another_exception() {
        Random random = new Random(3);
        List<byte[]> archives =
                List.of(image().dockerSave(), image().ociArchive(true), image().ociArchive(false), layer());
        int refused = 0;
        for (int round = 0; round < 500; round++) {
            byte[] bytes = archives.get(round % archives.size()).clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] damaged = round % 5 == 0 ? ImageBuilder.gzip(bytes) : bytes;
            try {
                open(damaged);
                openAsStream(damaged);
            } catch (GraminizeException e) {
                refused++;
                assertThat(e.problem()).contains("x.tar");
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    /** Headers with right checksums reach further than random damage. */
    @Test
    void any_header_gives_a_root_or_a_clear_refusal() {
        Random random = new Random(4);
        byte[] types = "01234567xXgLKVSDM".getBytes(UTF_8);
        for (int round = 0; round < 1000; round++) {
            byte[] tar = layer();
            for (int at = 0; at < 2; at++) {
                int header = 1024 * at;
                byte[] block = Arrays.copyOfRange(tar, header, header + 512);
                block[156] = types[random.nextInt(types.length)];
                int changed = random.nextInt(512);
                block[changed == 156 ? 0 : changed] = (byte) random.nextInt(256);
                TarFormatsTest.withChecksum(block);
                System.arraycopy(block, 0, tar, header, 512);
            }
            try {
                open(tar);
            } catch (GraminizeException e) {
                assertThat(e.problem()).contains("x.tar");
            }
        }
    }

    private static byte[] layer() {
        return pax().file("etc/keep", "30 path=x\n".repeat(30))
                .file("b", "1\n512\n0\n")
                .link("lib", "usr/lib")
                .build();
    }

    @Test
    void nonsense_is_refused() {
        assertRefused(new byte[0], "ends in the middle of an entry, after 0 bytes");
        assertRefused("#!/bin/sh\n".repeat(200).getBytes(UTF_8), "has no tar header at byte 0");
        assertRefused(new byte[] {0x1f, (byte) 0x8b}, "damaged or cut off");
        assertRefused(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 0}, "is packed with zstd");
    }

    @Test
    void an_entry_that_claims_more_than_there_is_is_refused() {
        for (String size : List.of("77777777777 ", "00000077777 ")) {
            byte[] tar = pax().file("keep", "1").build();
            System.arraycopy(size.getBytes(UTF_8), 0, tar, 124, 12);
            TarFormatsTest.withChecksum(tar);

            assertThatThrownBy(() -> open(tar)).isInstanceOf(GraminizeException.class);
            assertThatThrownBy(() -> open(ImageBuilder.gzip(tar))).isInstanceOf(GraminizeException.class);
        }
        for (String size : List.of("9223372036854775807", "99999999999999999999", "-1", "x")) {
            assertRefused(
                    pax().paxRecord("size", size.getBytes(UTF_8)).file("a", "1").build(), "impossible size");
        }
    }

    @Test
    void names_that_lead_out_or_that_no_kernel_takes_are_refused() {
        assertRefused(pax().file("../etc/passwd", "1").build(), "\"../etc/passwd\", which is no path inside a root");
        assertRefused(pax().file("a/../../b", "1").build(), "no path inside a root");
        assertRefused(pax().hardLink("a", "../b").build(), "no path inside a root");
        assertRefused(
                pax().paxRecord("path", "a\0b".getBytes(UTF_8)).file("x", "1").build(), "with a NUL in it: a\\x00b");
        assertRefused(pax().file("n/".repeat(3000) + "n", "1").build(), "a name of 6001 bytes; Linux takes 4096");
        assertRefused(pax().file("n", "1").link("l", "n/".repeat(3000)).build(), "a link of l of 6000 bytes");
    }

    @Test
    void extended_headers_are_bounded_and_checked() {
        byte[] large = new byte[2 << 20];
        assertRefused(pax().entry("x", (byte) 'x', large).build(), "has an extended header of 2097152 bytes");
        assertRefused(pax().entry("x", (byte) 'L', large).build(), "has an extended header of 2097152 bytes");
        for (String records :
                List.of("x", "9 a=b", "999 a=b\n", "3 a\n", "6 a b\n", "-1 a=b\n", "99999999999999999999 a=b\n")) {
            assertRefused(
                    pax().entry("x", (byte) 'x', records.getBytes(UTF_8))
                            .file("a", "1")
                            .build(),
                    "damaged extended header");
        }
    }

    @Test
    void sparse_files_cannot_take_forever() {
        for (String[] map : new String[][] {
            {"GNU.sparse.map", "0,1", "GNU.sparse.size", "999999999999999999"},
            {"GNU.sparse.map", "0,1,0,1", "GNU.sparse.size", "10"},
            {"GNU.sparse.map", "5,1", "GNU.sparse.size", "2"},
            {"GNU.sparse.map", "0", "GNU.sparse.size", "2"},
            {"GNU.sparse.map", "x,y", "GNU.sparse.size", "2"},
            {"GNU.sparse.major", "1", "GNU.sparse.realsize", "x"}
        }) {
            byte[] header = (record(map[0], map[1]) + record(map[2], map[3])).getBytes(UTF_8);
            byte[] tar = pax().entry("x", (byte) 'x', header).file("a", "1").build();

            Assertions.assertTimeout(Duration.ofSeconds(5), () -> assertRefused(tar, "damaged map of a sparse file"));
        }
    }

    @Test
    void a_sparse_map_without_end_or_holes_without_end_are_refused() {
        String header = record("GNU.sparse.major", "1") + record("GNU.sparse.realsize", "4000000");
        for (String map : List.of("1".repeat(1 << 20), "999999999\n" + "0\n".repeat(1 << 19), "1\n0\n")) {
            assertRefused(
                    pax().entry("x", (byte) 'x', header.getBytes(UTF_8))
                            .file("a", map)
                            .build(),
                    "damaged map of a sparse file");
        }
        String holes = record("GNU.sparse.map", "0,1") + record("GNU.sparse.size", "" + (40L << 30));
        byte[] twice = pax().entry("x", (byte) 'x', holes.getBytes(UTF_8))
                .file("a", "1")
                .entry("x", (byte) 'x', holes.getBytes(UTF_8))
                .file("b", "1")
                .build();

        assertThatThrownBy(() -> {
                    TarStream tar = new TarStream(new ByteArrayInputStream(twice), "x.tar", true);
                    tar.next();
                    tar.next();
                })
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has b with a damaged map of a sparse file");
    }

    private static String record(String key, String value) {
        int length = key.length() + value.length() + 5;
        return length + " " + key + "=" + value + "\n";
    }

    @Test
    void empty_files_without_end_do_not_fill_the_heap() {
        EntryLimit limit = new EntryLimit(100);
        TarBuilder layer = pax();
        for (int i = 0; i < 60; i++) {
            layer.special("a", TarConstants.LF_FIFO);
        }
        byte[] bytes = layer.build();
        LayerReader reader = new LayerReader(path -> false, true, limit);

        assertThatCode(() -> reader.read(new ByteArrayInputStream(bytes), "Layer 1", false))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(bytes), "Layer 2", false))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("Layer 2 takes the image over 100 files, folders and links.");
    }

    @Test
    void folders_that_links_put_ever_deeper_are_refused() {
        TarBuilder layer = pax();
        String last = "";
        for (int i = 0; i < 5; i++) {
            layer.file(last + "d/".repeat(1000) + "f", "1");
            layer.link("l" + i, last + "d/".repeat(1000));
            last = "l" + i + "/";
        }
        assertRefused(layer.build(), "has folders more than 2048 deep");
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
}
