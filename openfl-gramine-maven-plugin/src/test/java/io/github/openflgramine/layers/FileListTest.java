package io.github.openflgramine.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileListTest {

    private static final String DIGEST = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final Sha256 EMPTY = Sha256.digest(new byte[0]);

    private static final String LIST = """
            #mtree
            # A comment.
            /set type=file
            . type=dir
            bin type=link link=usr/bin
            a\\040\\134\\012b\\377 size=0 sha256digest=%1$s
            usr type=dir
            fifo type=fifo
            bin type=dir
            \\303\\244 size=5368709120 sha256digest=%1$s
            ..
            ..
            ..
            """.formatted(DIGEST);

    @Test
    void every_entry_comes_with_its_path_and_what_the_list_says_of_it() {
        assertThat(parse(LIST))
                .containsExactly(
                        LayerEntry.of(LayerEntry.Kind.DIRECTORY, ImagePath.ROOT),
                        LayerEntry.link(ImagePath.of("/bin"), "usr/bin"),
                        LayerEntry.file(ImagePath.of("/a \\\nb\udcff"), 0, EMPTY),
                        LayerEntry.of(LayerEntry.Kind.DIRECTORY, ImagePath.of("/usr")),
                        LayerEntry.of(LayerEntry.Kind.OTHER, ImagePath.of("/usr/fifo")),
                        LayerEntry.of(LayerEntry.Kind.DIRECTORY, ImagePath.of("/usr/bin")),
                        LayerEntry.file(ImagePath.of("/usr/bin/ä"), 5L << 30, EMPTY));
    }

    @Test
    void a_path_that_the_kernel_does_not_take_is_refused() {
        String directory = "d".repeat(250) + " type=dir\n";
        String list = "#mtree\n/set type=file\n. type=dir\n" + directory.repeat(17) + "..\n".repeat(18);

        assertThatThrownBy(() -> parse(list))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has a path of more than 4096 bytes");
    }

    @Test
    void a_list_cut_off_between_any_two_lines_is_refused() {
        List<String> lines = LIST.lines().toList();
        for (int count = 0; count < lines.size(); count++) {
            List<String> begin = lines.subList(0, count);
            assertThatThrownBy(() -> parse(String.join("\n", begin)))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageStartingWith("list of x is damaged: line ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../etc type=dir",
                ". type=dir",
                ".. type=dir",
                " type=dir",
                "a/b type=dir",
                "\\057 type=dir",
                "\\056\\056 type=dir",
                "\\000 type=fifo",
                "\\400 type=fifo",
                "\\08 type=fifo",
                "\\",
                "\\303\\244 type=fifo",
                "name",
                "name type=dir size=1",
                "name type=whiteout",
                "name type=link",
                "name type=link link=\\",
                "name size=1",
                "name size=-1 sha256digest=" + DIGEST,
                "name size=99999999999999999999 sha256digest=" + DIGEST,
                "name size=1 sha256digest=00",
                "name size=1 sha256digest=" + DIGEST + "0",
                "name size=1 sha256digest=" + DIGEST + " mode=0644",
                "name size=1  sha256digest=" + DIGEST,
                "/unset all"
            })
    void a_line_that_no_list_has_is_refused(String line) {
        assertRefused(LIST.replace("..\n..\n..\n", line + "\n..\n..\n..\n"), "line 11 ");
    }

    @Test
    void nothing_comes_before_the_root_or_behind_it() {
        assertRefused(LIST + "..\n", "line 14 ");
        assertRefused(LIST + ". type=dir\n..\n", "line 14 ");
        assertRefused(LIST + "etc type=dir\n..\n", "line 14 ");
        assertRefused(LIST.replace(". type=dir\n", ""), "line 4 ");
        assertRefused("#mtree\n. size=0 sha256digest=" + DIGEST + "\n", "line 2 ");
        assertRefused(LIST.replace("#mtree\n", ""), "line 1 ");
    }

    @Test
    void any_bytes_give_entries_or_a_refusal() {
        Random random = new Random(7);
        byte[] whole = LIST.getBytes(StandardCharsets.ISO_8859_1);
        List<String> unexpected = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = Arrays.copyOf(whole, random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length);
            for (int change = random.nextInt(5); change >= 0 && bytes.length > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                FileList.parse(bytes, "list of x");
            } catch (RuntimeException e) {
                if (!(e instanceof GraminizeException)) {
                    unexpected.add(e + " for " + new String(bytes, StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(unexpected).isEmpty();
    }

    private static void assertRefused(String list, String where) {
        assertThatThrownBy(() -> parse(list))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("list of x is damaged: " + where);
    }

    private static List<LayerEntry> parse(String list) {
        return FileList.parse(list.getBytes(StandardCharsets.ISO_8859_1), "list of x");
    }
}
