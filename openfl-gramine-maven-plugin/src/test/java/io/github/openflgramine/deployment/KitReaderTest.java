package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.SparseFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KitReaderTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"kit/../../start", "start", "/kit/start", "kit/./start"})
    void a_file_outside_of_the_kits_directory_is_refused(String path) throws IOException {
        assertRefused(tar(new TarArchiveEntry(path, true)), "is outside its directory|more than one directory");
    }

    @Test
    void a_link_is_refused() throws IOException {
        TarArchiveEntry link = new TarArchiveEntry("kit/start", TarConstants.LF_SYMLINK);
        link.setLinkName("/etc/passwd");

        assertRefused(tar(link), "neither a file nor a directory");
    }

    @Test
    void two_directories_are_refused() throws IOException {
        assertRefused(
                tar(new TarArchiveEntry("kit/a"), new TarArchiveEntry("other/a")),
                "more than one directory: kit, other");
    }

    @Test
    void what_is_no_kit_is_told() throws IOException {
        assertRefused(Files.write(directory.resolve("random"), new byte[] {1, 2, 3}), "ends in the middle of an entry");
        assertRefused(directory.resolve("nothing"), "does not exist");
        assertRefused(Files.createDirectories(directory.resolve("empty")), "so it is not a kit");
    }

    @Test
    void a_file_that_the_archive_has_only_in_part_is_refused() throws IOException {
        Path kit = tar(new TarArchiveEntry("kit/model"));
        byte[] bytes = Files.readAllBytes(kit);
        Files.write(kit, Arrays.copyOf(bytes, 300));
        assertRefused(kit, "ends in the middle of an entry");

        TarArchiveEntry sparse = new TarArchiveEntry("kit/model", TarConstants.LF_GNUTYPE_SPARSE);
        assertRefused(tar(sparse), "as a sparse file");
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
                .hasMessageMatching("openfl\\.kit=" + kit + " (?s:.*)(" + reason + ")(?s:.*)");
    }

    private Path tar(TarArchiveEntry... entries) throws IOException {
        Path file = directory.resolve("kit.tar");
        try (OutputStream out = Files.newOutputStream(file);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            for (TarArchiveEntry entry : entries) {
                entry.setSize(0);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return file;
    }
}
