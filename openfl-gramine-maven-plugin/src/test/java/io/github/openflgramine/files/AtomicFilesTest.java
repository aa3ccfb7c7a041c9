package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFilesTest {

    private static final byte[] NEW = {1, 2, 3};

    @TempDir
    private Path scratch;

    private Path file;

    @BeforeEach
    void choosePlace() {
        file = scratch.resolve("new/directory/file");
    }

    @Test
    void a_file_is_readable_by_all_and_replaces_the_one_before_it() throws IOException {
        AtomicFiles.write(file, "before");
        AtomicFiles.write(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(mode()).isEqualTo("rw-r--r--");
        assertThat(directory()).containsExactly(file);
    }

    @Test
    void a_writer_that_fails_halfway_leaves_the_file_as_it_was_and_nothing_next_to_it() throws IOException {
        AtomicFiles.write(file, "before");
        Path model = Files.writeString(scratch.resolve("model.pbuf"), "model");
        Content changing = Content.of(model);
        Files.writeString(model, "another model");

        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(new byte[100_000]);
                    changing.copyTo(out);
                }))
                .hasMessageContaining(model + " changed while it was being copied");

        assertThat(file).hasContent("before");
        assertThat(directory()).containsExactly(file);
    }

    @Test
    void a_private_file_is_its_owners_even_where_it_replaces_one_that_all_could_read() throws IOException {
        AtomicFiles.write(file, "before");
        AtomicFiles.writePrivate(file, NEW);

        assertThat(file).hasBinaryContent(NEW);
        assertThat(mode()).isEqualTo("rw-------");
        assertThat(directory()).containsExactly(file);
    }

    @Test
    void a_file_that_is_there_is_not_created_again() throws IOException {
        AtomicFiles.createPrivate(file, NEW);
        assertThat(mode()).isEqualTo("rw-------");

        assertThatThrownBy(() -> AtomicFiles.createPrivate(file, new byte[0]))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasBinaryContent(NEW);
        assertThat(directory()).containsExactly(file);
    }

    @Test
    void of_files_written_together_none_changes_where_one_cannot_be_written() throws IOException {
        AtomicFiles.write(file, "before");
        Path second = file.resolveSibling("second");
        Path third = Files.createDirectories(file.resolveSibling("third/full"));
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        List.of(file, second, third.getParent()).forEach(each -> contents.put(each, NEW));

        assertThatThrownBy(() -> AtomicFiles.writeTogether(contents)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("before");
        assertThat(directory()).containsExactlyInAnyOrder(file, third.getParent());
    }

    private String mode() throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private List<Path> directory() throws IOException {
        try (Stream<Path> files = Files.list(file.getParent())) {
            return files.toList();
        }
    }
}
