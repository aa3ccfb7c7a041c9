package io.github.openflgramine.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.SparseFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KitReaderTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kit/../../start",
                "start",
                "kit/./start",
                "kit//start",
                "kit/..",
                "kit/a\\b",
                "kit/a\nb",
                "kit/a\u2028b",
                "kit/\u202ea",
                "other/a"
            })
    void a_file_that_is_not_at_its_place_in_the_kits_directory_is_refused(String path) throws IOException {
        assertRefused(
                tar(KitBytes.part("kit/", ""), KitBytes.part(path, "")),
                "cannot be a file of a kit|is outside its directory kit/|is another one");
    }

    @ParameterizedTest
    @ValueSource(strings = {".kit/", "../", "-kit/", "a/b/", "k t/", "/"})
    void a_directory_that_cannot_be_a_kits_is_refused(String name) throws IOException {
        assertRefused(tar(KitBytes.part(name, "")), "is not a kit's directory|is another one");
    }

    @Test
    void a_link_is_refused() throws IOException {
        assertRefused(
                tar(
                        KitBytes.part("kit/", ""),
                        KitBytes.ofType('2', "kit/start", new byte[0]).with(157, "/etc/passwd".getBytes(US_ASCII))),
                "kit/start is neither a file nor a directory");
    }

    @Test
    void members_have_to_be_in_order_and_there_once() throws IOException {
        assertRefused(
                tar(KitBytes.part("kit/", ""), KitBytes.part("kit/b", ""), KitBytes.part("kit/a", "")),
                "a is behind b");
        assertRefused(
                tar(KitBytes.part("kit/", ""), KitBytes.part("kit/a", ""), KitBytes.part("kit/a", "")),
                "a is in it twice");
    }

    @Test
    void what_is_no_kit_is_told() throws IOException {
        assertRefused(Files.write(directory.resolve("random"), new byte[] {1, 2, 3}), "ends in the middle of an entry");
        assertRefused(directory.resolve("nothing"), "does not exist");
        assertRefused(Files.createDirectories(directory.resolve("empty")), "so it is not a kit");
    }

    @Test
    void a_file_that_the_archive_has_only_in_part_is_refused() throws IOException {
        Path kit = tar(KitBytes.part("kit/", ""), KitBytes.part("kit/model", "0".repeat(1000)));
        byte[] bytes = Files.readAllBytes(kit);
        for (int length : new int[] {300, 512, 900, 1100, 1536, 2048, 2560}) {
            Files.write(kit, Arrays.copyOf(bytes, length));
            assertRefused(kit, "ends in the middle of an entry|is another one");
        }

        assertRefused(
                tar(KitBytes.part("kit/", ""), KitBytes.ofType('S', "kit/model", new byte[0])), "as a sparse file");
    }

    @Test
    void a_compressed_kit_is_refused() throws IOException {
        Path kit = Files.write(directory.resolve("kit.tar"), new byte[] {0x1f, (byte) 0x8b, 8, 0});

        assertRefused(kit, "is compressed; a kit is a tar without compression. Unpack it first: gzip -d");
    }

    /** Each header is as the writer makes it, so only their number is wrong. */
    @Test
    void more_members_than_a_kit_can_have_are_refused() throws IOException {
        KitBytes.Part[] parts = new KitBytes.Part[1002];
        parts[0] = KitBytes.part("kit/", "");
        for (int i = 1; i < parts.length; i++) {
            parts[i] = KitBytes.part("kit/%05d".formatted(i), "");
        }
        assertRefused(tar(parts), "contains more than a kit can contain");
    }

    @Test
    void headers_without_an_end_are_refused_before_they_fill_the_memory() throws IOException {
        KitBytes.Part[] parts = new KitBytes.Part[200];
        parts[0] = KitBytes.part("kit/", "");
        for (int i = 1; i < parts.length; i++) {
            parts[i] = KitBytes.ofType('x', "kit/p", new byte[512]);
        }
        assertRefused(tar(parts), "has an extended header with a damaged record");
    }

    @Test
    void checksums_of_more_than_16_MiB_are_refused() throws IOException {
        Path kit = Files.createDirectories(directory.resolve("kit"));
        SparseFile.create(kit.resolve("SHA256SUMS"), 3L << 30);

        assertThatThrownBy(() -> KitCheck.check(kit, null))
                .hasMessageContaining("SHA256SUMS has more than 16777216 bytes, the limit for such a file.");
    }

    private static void assertRefused(Path kit, String reason) {
        assertThatThrownBy(() -> KitCheck.check(kit, null))
                .isInstanceOf(GraminizeException.class)
                .hasMessageMatching("openfl\\.kit=" + kit + "(?s:.*)(" + reason + ")(?s:.*)");
    }

    private Path tar(KitBytes.Part... parts) throws IOException {
        return Files.write(
                directory.resolve("kit.tar"), new KitBytes().atEnd(parts).bytes());
    }
}
