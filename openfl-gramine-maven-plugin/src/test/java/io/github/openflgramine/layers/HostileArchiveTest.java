package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.tar.TarBuilder;
import io.github.openflgramine.tar.TarFormatsTest;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For any damage the result is an image or a {@link GraminizeException}, never another exception. */
final class HostileArchiveTest {

    @TempDir
    Path temp;

    private static ImageBuilder image() {
        return ImageBuilder.of(
                pax().file("etc/keep", "1").file("n".repeat(180), "2").hardLink("etc/b", "etc/keep"),
                pax().link("lib", "usr/lib").file("etc/.wh.b", ""));
    }

    private ImageReader reader() {
        return new ImageReader().withThreads(1);
    }

    private void open(byte[] bytes) {
        reader().read(ImageBuilder.write(temp, "x.tar", bytes));
    }

    private void openAsStream(byte[] bytes) {
        reader().readArchive(new ByteArrayInputStream(bytes), "x.tar");
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

    /** Headers with valid checksums test more than random damage does. */
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
    void empty_files_without_end_do_not_fill_the_heap() {
        EntryLimit limit = new EntryLimit(60);
        TarBuilder layer = pax();
        for (int i = 0; i < 60; i++) {
            layer.special("a" + i, TarConstants.LF_FIFO);
        }
        byte[] bytes = layer.build();
        LayerReader reader = new LayerReader(TarUse.LAYER, limit);

        assertThatCode(() -> reader.read(new ByteArrayInputStream(bytes), "Layer 1"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> reader.read(new ByteArrayInputStream(bytes), "Layer 2"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("Layer 2 takes the image over 60 files, directories and links.");
    }
}
