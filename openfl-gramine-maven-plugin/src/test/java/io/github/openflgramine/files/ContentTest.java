package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.SparseFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentTest {

    @TempDir
    private Path directory;

    @Test
    void bytes_and_a_file_are_read_as_often_as_asked() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "größe\nzwei");
        for (Content content : new Content[] {Content.of("größe\nzwei"), Content.of(file)}) {
            assertThat(content.size()).isEqualTo(12);
            assertThat(content.sha256()).isEqualTo(Sha256.digest(file));
            assertThat(content.text()).isEqualTo("größe\nzwei");
            assertThat(content.lines()).containsExactly("größe", "zwei");
        }
    }

    @Test
    void a_file_that_has_grown_shrunk_or_been_written_again_is_refused_by_name() throws IOException {
        Path file = Files.writeString(directory.resolve("model.pbuf"), "12345");
        Content content = Content.of(file);
        FileTime measured = Files.getLastModifiedTime(file);

        for (String changed : new String[] {"123456", "1234", ""}) {
            Files.writeString(file, changed);
            assertThatThrownBy(() -> content.copyTo(new ByteArrayOutputStream()))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessage(file + " changed while it was being copied; it had 5 bytes before."
                            + " Wait until no program writes to it, then run the goal again.");
        }
        Files.writeString(file, "abcde");
        Files.setLastModifiedTime(file, FileTime.fromMillis(measured.toMillis() + 1));
        assertThatThrownBy(content::sha256).hasMessageContaining("model.pbuf changed while it was being copied");
    }

    @Test
    void a_file_that_changes_while_it_is_read_is_refused() throws IOException {
        Path file = Files.write(directory.resolve("model.pbuf"), new byte[100]);
        try (InputStream in = Content.of(file).open()) {
            assertThat(in.readNBytes(50)).hasSize(50);
            Files.write(file, new byte[60]);
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("model.pbuf changed while it was being copied");
        }
    }

    @Test
    void a_file_of_more_than_two_gigabytes_has_its_size_and_is_not_read_into_memory() throws IOException {
        Path file = SparseFile.create(directory.resolve("plan.yaml"), 3L << 30);
        Content content = Content.of(file);

        assertThat(content.size()).isEqualTo(3L << 30);
        assertThatThrownBy(content::text)
                .isInstanceOf(GraminizeException.class)
                .hasMessage(file + " has more than 16777216 bytes, the limit for such a file."
                        + " Check that it is the intended file.");
    }

    @Test
    void the_largest_whole_content_is_still_read() throws IOException {
        Path file = SparseFile.create(directory.resolve("file"), Content.LARGEST_WHOLE);

        assertThat(Content.of(file).bytes()).hasSize((int) Content.LARGEST_WHOLE);
    }

    @Test
    void text_that_is_not_utf_8_is_no_text() {
        assertThatThrownBy(() -> Content.of(new byte[] {(byte) 0xff}).text())
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("line 1, byte 1 (0xFF) is not UTF-8");
    }
}
