package io.github.openflgramine.tar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageBuilder;
import io.github.openflgramine.layers.ImageReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public final class TarFormatsTest {

    private static final String LONG = "directory/" + "n".repeat(150) + "/" + "m".repeat(200);

    @TempDir
    Path temp;

    private ImageFilesystem read(TarBuilder tar) {
        Path file = ImageBuilder.write(temp, "root.tar", tar.build());
        return new ImageReader().readRootFilesystem(file).filesystem();
    }

    @Test
    void long_names_and_long_links_of_pax_and_gnu_are_read() {
        for (TarBuilder tar : List.of(TarBuilder.pax(), TarBuilder.gnu())) {
            ImageFilesystem root = read(tar.file(LONG, "x")
                    .link("link", LONG)
                    .hardLink("hard", LONG)
                    .file("after", "y"));

            assertThat(root.resolve(ImagePath.of("/link")).map(ImageNode::path)).contains(ImagePath.of(LONG));
            assertThat(root.entry(ImagePath.of("/hard")).orElseThrow().isFile()).isTrue();
            assertThat(root.entry(ImagePath.of("/after"))).isPresent();
        }
    }

    @Test
    void names_that_are_no_utf8_stay_different_in_plain_headers_long_names_and_extended_headers() {
        String latin = "caf\u00e9";
        ImageFilesystem plain = read(TarBuilder.rawBytes().file(latin, "1").file("caf\u00e8", "2"));
        ImageFilesystem gnu = read(TarBuilder.rawBytes().file(latin + LONG, "1"));
        ImageFilesystem pax = read(TarBuilder.pax()
                .paxRecord("path", latin.getBytes(StandardCharsets.ISO_8859_1))
                .file("ignored", "1")
                .paxRecord("path", "caf\u00e8".getBytes(StandardCharsets.ISO_8859_1))
                .file("ignored", "2")
                .paxRecord("linkpath", latin.getBytes(StandardCharsets.ISO_8859_1))
                .link("link", "ignored"));

        assertThat(plain.children(ImagePath.ROOT))
                .extracting(node -> node.path().printable())
                .containsExactly("/caf\\xe8", "/caf\\xe9");
        assertThat(plain.children(ImagePath.ROOT)).noneMatch(node -> node.path().isUtf8());
        assertThat(gnu.children(ImagePath.ROOT).get(0).path().printable()).startsWith("/caf\\xe9directory");
        assertThat(pax.children(ImagePath.ROOT))
                .extracting(node -> node.path().printable())
                .containsExactly("/caf\\xe8", "/caf\\xe9", "/link");
        assertThat(pax.resolve(ImagePath.of("/link")).map(node -> node.path().printable()))
                .contains("/caf\\xe9");
    }

    @Test
    void utf8_names_are_the_same_in_every_form() {
        String name = "ünïcödé_名前_😀.py";
        for (TarBuilder tar : List.of(TarBuilder.pax(), TarBuilder.gnu())) {
            ImagePath path =
                    read(tar.file(name, "x")).children(ImagePath.ROOT).get(0).path();

            assertThat(path.name()).isEqualTo(name);
            assertThat(path.isUtf8()).isTrue();
        }
    }

    @Test
    void quotes_backslashes_tabs_and_newlines_are_ordinary_bytes() {
        List<String> names = List.of("a\nb", "back\\slash", "quote\"", "tab\tname");
        TarBuilder tar = TarBuilder.pax();
        names.forEach(name -> tar.file(name, name));

        assertThat(read(tar).children(ImagePath.ROOT))
                .extracting(node -> node.path().name())
                .containsExactlyElementsOf(names);
    }

    @Test
    void sizes_over_four_gibibytes_are_read_in_both_forms() throws IOException {
        long size = 5L << 30;
        byte[] octal = TarBuilder.pax().file("big", "").build();
        System.arraycopy("50000000000 ".getBytes(UTF_8), 0, octal, 124, 12);
        byte[] binary = TarBuilder.pax().file("big", "").build();
        Arrays.fill(binary, 124, 136, (byte) 0);
        binary[124] = (byte) 0x80;
        binary[131] = 1;
        binary[132] = 0x40;
        for (byte[] tar : List.of(octal, binary)) {
            withChecksum(tar);
            TarStream stream = new TarStream(new ByteArrayInputStream(tar), "big.tar", true);

            assertThat(stream.next().size()).isEqualTo(size);
        }
        TarBuilder pax =
                TarBuilder.pax().paxRecord("size", "8589934592".getBytes(UTF_8)).file("big", "");
        assertThat(new TarStream(new ByteArrayInputStream(pax.build()), "big.tar", true)
                        .next()
                        .size())
                .isEqualTo(8L << 30);
    }

    @Test
    void a_long_name_of_gnu_ends_at_its_nul_or_with_its_entry() {
        for (String name : List.of(LONG, LONG + "\0")) {
            ImageFilesystem root = read(TarBuilder.pax()
                    .entry("././@LongLink", (byte) 'L', name.getBytes(UTF_8))
                    .file("short", "1"));

            assertThat(root.entry(ImagePath.of(LONG))).as(name).isPresent();
        }
    }

    @Test
    void unknown_types_are_refused_by_name() {
        assertThatThrownBy(() -> read(TarBuilder.pax().entry("a", (byte) 'M', new byte[0])))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("root.tar has a with the unknown type 'M'.");
    }

    public static void withChecksum(byte[] tar) {
        withChecksum(tar, 0);
    }

    /** Corrects the checksum of the header at this offset. */
    public static void withChecksum(byte[] tar, int at) {
        Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + 512; i++) {
            sum += tar[i] & 0xff;
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(UTF_8), 0, tar, at + 148, 8);
    }
}
