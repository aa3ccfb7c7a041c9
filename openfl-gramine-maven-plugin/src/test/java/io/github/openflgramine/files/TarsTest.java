package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.SparseFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarsTest {

    @TempDir
    private Path directory;

    @Test
    void a_directory_has_its_entries_in_order_with_modes_owner_and_time_that_never_change() throws IOException {
        Map<String, Content> entries = new TreeMap<>();
        entries.put("start", Content.of("#!/bin/sh\n"));
        entries.put("save/", Content.of(""));
        entries.put("save/model.pbuf", Content.of(Files.write(directory.resolve("model"), new byte[200_000])));

        StringBuilder found = new StringBuilder();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(Tars.directory("kit", entries, Set.of("start")))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                found.append("%s %o %s %d %d%n"
                        .formatted(
                                entry.getName(),
                                entry.getMode() & 0777,
                                entry.getUserName(),
                                entry.getLastModifiedTime().toMillis(),
                                tar.readAllBytes().length));
            }
        }

        assertThat(found).hasToString("""
                kit/ 755 root 0 0
                kit/save/ 755 root 0 0
                kit/save/model.pbuf 644 root 0 200000
                kit/start 755 root 0 10
                """);
    }

    @Test
    void a_content_of_more_than_8_GiB_has_its_size_in_an_extended_header() throws IOException {
        Path model = SparseFile.create(directory.resolve("model"), 9L << 30);

        try (InputStream stream = Tars.directory("kit", Map.of("model", Content.of(model)));
                TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            assertThat(tar.getNextEntry().getName()).isEqualTo("kit/");
            TarArchiveEntry entry = tar.getNextEntry();
            assertThat(entry.getSize()).isEqualTo(9L << 30);
            assertThat(entry.isStarSparse()).isFalse();
            assertThat(tar.readNBytes(1000)).hasSize(1000);
        }
    }

    @Test
    void read_byte_by_byte_it_is_the_same_tar() throws IOException {
        Map<String, Content> entries = Map.of("a".repeat(200), Content.of("content"));
        byte[] whole = Tars.directory("kit", entries).readAllBytes();

        try (InputStream tar = Tars.directory("kit", entries)) {
            for (byte each : whole) {
                assertThat((byte) tar.read()).isEqualTo(each);
            }
            assertThat(tar.read()).isEqualTo(-1);
        }
    }

    @Test
    void a_file_that_changed_since_it_was_measured_ends_the_tar() throws IOException {
        Path model = Files.writeString(directory.resolve("model"), "before");
        Map<String, Content> entries = Map.of("model", Content.of(model));
        Files.writeString(model, "afterwards");

        try (InputStream tar = Tars.directory("kit", entries)) {
            assertThatThrownBy(tar::readAllBytes).hasMessageContaining(model + " changed while it was being copied");
        }
    }

    @Test
    void the_first_file_is_read_behind_directories_and_links_and_a_cut_one_is_no_file() throws IOException {
        Map<String, Content> entries = new TreeMap<>(Map.of("a/", Content.of(""), "b", Content.of("content")));
        byte[] tar = Tars.directory("copied", entries).readAllBytes();

        try (InputStream content = Tars.firstFile(new ByteArrayInputStream(tar)).orElseThrow()) {
            assertThat(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("content");
        }
        try (InputStream cut =
                Tars.firstFile(new ByteArrayInputStream(tar, 0, 3 * 512 + 3)).orElseThrow()) {
            assertThatThrownBy(cut::readAllBytes).isInstanceOf(IOException.class);
        }
        assertThat(Tars.firstFile(Tars.directory("copied", Map.of()))).isEmpty();
    }
}
