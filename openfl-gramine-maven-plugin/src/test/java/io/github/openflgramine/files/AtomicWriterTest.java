package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicWriterTest {

    @TempDir
    private Path directory;

    @Test
    void a_writer_that_fails_halfway_leaves_the_file_as_it_was_and_nothing_next_to_it() throws IOException {
        Path file = Files.writeString(
                Files.createDirectory(directory.resolve("kits")).resolve("kit.tar"), "before");
        Path model = Files.writeString(directory.resolve("model.pbuf"), "model");
        Content changing = Content.of(model);
        Files.writeString(model, "another model");

        assertThatThrownBy(() -> AtomicFiles.write(file, out -> {
                    out.write(new byte[100_000]);
                    changing.copyTo(out);
                }))
                .hasMessageContaining(model + " changed while it was being copied");

        assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
        assertThat(file).hasContent("before");
    }
}
