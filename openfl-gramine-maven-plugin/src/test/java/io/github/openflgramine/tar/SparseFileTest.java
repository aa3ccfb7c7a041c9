package io.github.openflgramine.tar;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageBuilder;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.image.LayerMergeTest;
import io.github.openflgramine.image.RootFilesystemReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparse files in the four formats of GNU tar. */
final class SparseFileTest {

    @TempDir
    Path temp;

    private Path write(byte[] tar) {
        return ImageBuilder.write(temp, "x.tar", tar);
    }

    private void assertRefused(byte[] tar, String part) {
        assertThatThrownBy(() -> RootFilesystemReader.read(write(tar), path -> false))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("x.tar")
                .hasMessageContaining(part);
    }

    private byte[] contentOf(byte[] tar) {
        return RootFilesystemReader.read(write(tar), path -> true)
                .content(ImagePath.of("/a"))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gnu", "pax-0.0", "pax-0.1", "pax-1.0"})
    void a_sparse_file_has_the_digest_of_its_content_with_holes(String form) throws IOException {
        Path packed = temp.resolve("holes.tar.gz");
        Path plain = temp.resolve("holes.tar");
        try (InputStream in = getClass().getResourceAsStream("/image/sparse/" + form + ".tar.gz")) {
            Files.copy(in, packed);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            Files.copy(in, plain);
        }
        for (Path tar : List.of(packed, plain)) {
            ImageFilesystem root =
                    RootFilesystemReader.read(tar, path -> path.name().equals("holes"));

            ImageNode holes = root.entry(ImagePath.of("/holes")).orElseThrow();
            assertThat(holes.size()).isEqualTo(3 << 20);
            assertThat(holes.sha256())
                    .contains(Sha256.ofHex("46be0c4c0ff37b96ee22f435d7bc1d08f336e94ebab48af954d632faec297d9c"));
            assertThat(Sha256.digest(root.content(ImagePath.of("/holes")).orElseThrow()))
                    .isEqualTo(holes.sha256().orElseThrow());
            assertThat(LayerMergeTest.digestOf(root, "/after")).isEqualTo(Sha256.digest("after\n".getBytes(UTF_8)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"huge-gnu", "huge-pax-1.0"})
    void a_sparse_file_over_four_gibibytes_has_its_size_and_hides_nothing_behind_it(String form) throws IOException {
        try (InputStream packed = getClass().getResourceAsStream("/image/sparse/" + form + ".tar.gz")) {
            TarStream tar = new TarStream(new GZIPInputStream(packed), "huge.tar", true);

            assertThat(tar.next().size()).isEqualTo((5L << 30) + 4);
            assertThat(tar.next().name()).isEqualTo("after");
            assertThat(tar.next()).isNull();
        }
    }

    @Test
    void a_map_that_does_not_fit_its_file_or_a_file_larger_than_any_disk_is_refused() {
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

            assertRefused(tar, "damaged map of a sparse file");
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
    void parts_that_overlap_or_are_not_all_that_is_stored_are_refused() {
        for (String map : List.of("0,2,1,1", "0,2", "0,4", "2,1,0,2")) {
            byte[] header = (record("GNU.sparse.map", map) + record("GNU.sparse.size", "9")).getBytes(UTF_8);

            assertRefused(
                    pax().entry("x", (byte) 'x', header).file("a", "xyz").build(), "damaged map of a sparse file");
        }
    }

    @Test
    void a_part_without_bytes_is_no_hole() {
        byte[] header =
                (record("GNU.sparse.map", "0,0,2,1,5,0,6,1,8,0") + record("GNU.sparse.size", "8")).getBytes(UTF_8);

        assertThat(contentOf(
                        pax().entry("x", (byte) 'x', header).file("a", "xy").build()))
                .asString()
                .isEqualTo("\0\0x\0\0\0y\0");
    }

    @Test
    void a_file_that_is_one_hole_has_nothing_but_its_map() {
        byte[] header = (record("GNU.sparse.major", "1") + record("GNU.sparse.realsize", "3")).getBytes(UTF_8);
        byte[] map = Arrays.copyOf("1\n3\n0\n".getBytes(UTF_8), TarHeader.BLOCK);

        assertThat(contentOf(pax().entry("x", (byte) 'x', header).file("a", map).build()))
                .isEqualTo(new byte[3]);
    }

    @Test
    void a_map_of_the_old_form_that_has_no_numbers_is_damaged() {
        byte[] tar = pax().file("a", "1").build();
        tar[156] = 'S';
        System.arraycopy("00000000002 ".getBytes(UTF_8), 0, tar, 483, 12);
        System.arraycopy("00000000001 00000000001 ".getBytes(UTF_8), 0, tar, 386, 24);
        TarFormatsTest.withChecksum(tar);
        assertThat(contentOf(tar)).asString().isEqualTo("\0001");
        for (int field : new int[] {386, 398, 483}) {
            byte[] damaged = tar.clone();
            damaged[field] = 'x';
            TarFormatsTest.withChecksum(damaged);
            assertRefused(damaged, "has a with a damaged map of a sparse file");
        }
    }
}
