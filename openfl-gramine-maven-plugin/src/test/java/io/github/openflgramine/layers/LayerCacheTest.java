package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerCacheTest {

    @TempDir
    Path temp;

    private final TarBuilder[] layers() {
        return new TarBuilder[] {
            pax().file("etc/keep", "kept")
                    .file("etc/a", "1")
                    .hardLink("etc/b", "etc/a")
                    .link("l", "etc"),
            pax().file("etc/.wh.a", "").file("opt/.wh..wh..opq", "").special("fifo", TarConstants.LF_FIFO)
        };
    }

    private Image read(byte[] archive) {
        return new ImageReader().withCache(cache()).read(ImageBuilder.write(temp, "image.tar", archive));
    }

    private Path cache() {
        return temp.resolve("cache");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache())) {
            return files.sorted().toList();
        }
    }

    @Test
    void a_layer_read_twice_is_the_same_and_its_contents_are_there() throws IOException {
        for (byte[] archive : List.of(
                ImageBuilder.of(layers()).dockerSave(),
                ImageBuilder.of(layers()).ociArchive(true))) {
            Image first = read(archive);
            Image second = read(archive);

            assertThat(LayerMergeTest.all(second.filesystem()))
                    .isEqualTo(LayerMergeTest.all(first.filesystem()))
                    .contains("/etc/b", "/fifo")
                    .doesNotContain("/etc/a");
            assertThat(second.filesystem().children(ImagePath.of("/etc")))
                    .isEqualTo(first.filesystem().children(ImagePath.of("/etc")));
            assertThat(second.filesystem().content(ImagePath.of("/etc/keep")).orElseThrow())
                    .asString()
                    .isEqualTo("kept");
            assertThat(files()).hasSize(2);
        }
    }

    @Test
    void a_layer_that_the_cache_knows_is_hashed_as_a_whole() throws IOException {
        byte[] archive = ImageBuilder.of(layers()).dockerSave();
        read(archive);

        for (byte[] changed : List.of(replaced(archive, "1\0\0\0", "2\0\0\0"), replaced(archive, "kept\0", "kapt\0"))) {
            assertThatThrownBy(() -> read(changed))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("is not the layer that the image's configuration names");
        }
    }

    @Test
    void a_layer_whose_bytes_are_not_what_the_configuration_says_never_enters() throws IOException {
        byte[] archive = replaced(ImageBuilder.of(layers()).dockerSave(), "1\0\0\0", "2\0\0\0");

        assertThatThrownBy(() -> read(archive))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(
                        "is not the layer that the image's configuration names:\n  has           sha256:");
        assertThat(Files.exists(cache()) ? files() : List.of()).isEmpty();
    }

    @Test
    void any_damaged_file_is_noticed_and_written_again() throws IOException {
        byte[] archive = ImageBuilder.of(layers()).dockerSave();
        List<String> expected = LayerMergeTest.all(read(archive).filesystem());
        Path file = files().get(0);
        byte[] good = Files.readAllBytes(file);
        for (int at = 0; at < good.length; at += 3) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            Files.write(file, bad);

            assertThat(LayerMergeTest.all(read(archive).filesystem())).isEqualTo(expected);
            assertThat(Files.readAllBytes(file)).isEqualTo(good);
        }
        for (int length : new int[] {0, 1, 31, 32, 60, good.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(good, length));

            assertThat(LayerMergeTest.all(read(archive).filesystem())).isEqualTo(expected);
        }
    }

    @Test
    void another_layers_file_under_this_name_is_not_believed() throws IOException {
        byte[] archive = ImageBuilder.of(layers()).dockerSave();
        List<String> expected = LayerMergeTest.all(read(archive).filesystem());
        Files.copy(files().get(0), files().get(1), java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(LayerMergeTest.all(read(archive).filesystem())).isEqualTo(expected);
    }

    @Test
    void a_cache_that_cannot_be_written_does_no_harm() throws IOException {
        Files.writeString(cache(), "a file where the directory should be");

        assertThat(LayerMergeTest.all(
                        read(ImageBuilder.of(layers()).dockerSave()).filesystem()))
                .contains("/etc/b");
    }

    @Test
    void a_table_comes_back_with_odd_names_and_large_sizes() {
        Sha256 diffId = Sha256.digest(new byte[0]);
        List<LayerEntry> entries = List.of(
                LayerEntry.file(ImagePath.of("/caf\udce9\n"), 5L << 30, Sha256.digest(new byte[1])),
                LayerEntry.link(ImagePath.of("/l"), "../\udcff//x/"),
                LayerEntry.hardLink(ImagePath.of("/h"), ImagePath.of("/caf\udce9\n")),
                LayerEntry.of(LayerEntry.Kind.OPAQUE, ImagePath.ROOT));

        assertThat(LayerTableFile.read(LayerTableFile.write(entries, diffId), diffId))
                .contains(entries);
        assertThat(LayerTableFile.read(LayerTableFile.write(List.of(), diffId), diffId))
                .contains(List.of());
        assertThat(LayerTableFile.read(LayerTableFile.write(entries, diffId), Sha256.digest(new byte[2])))
                .isEmpty();
    }

    @Test
    void a_table_too_short_too_long_or_that_counts_below_zero_is_none_even_if_its_digest_is_right() {
        Sha256 diffId = Sha256.digest(new byte[0]);
        byte[] table = LayerTableFile.write(List.of(LayerEntry.link(ImagePath.of("/l"), "target")), diffId);
        byte[] shorter = java.util.Arrays.copyOf(table, table.length - Sha256.BYTES - 1);
        byte[] longer = java.util.Arrays.copyOf(shorter, table.length - Sha256.BYTES + 1);
        System.arraycopy(table, 0, longer, 0, longer.length - 1);
        byte[] negative = java.util.Arrays.copyOf(table, 52);
        java.util.Arrays.fill(negative, 48, 52, (byte) 0xff);

        assertThat(LayerTableFile.read(sealed(shorter), diffId)).isEmpty();
        assertThat(LayerTableFile.read(sealed(longer), diffId)).isEmpty();
        assertThat(LayerTableFile.read(sealed(negative), diffId)).isEmpty();
    }

    /** Adds the digest that a table has at its end, which reveals accidental damage. */
    static byte[] sealed(byte[] table) {
        byte[] sealed = java.util.Arrays.copyOf(table, table.length + Sha256.BYTES);
        System.arraycopy(Sha256.digest(table).bytes(), 0, sealed, table.length, Sha256.BYTES);
        return sealed;
    }

    private static byte[] replaced(byte[] archive, String from, String to) {
        String text = new String(archive, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(text).contains("\0" + from);
        return text.replaceFirst("\0" + from, "\0" + to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
