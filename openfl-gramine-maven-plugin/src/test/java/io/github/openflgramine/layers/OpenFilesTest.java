package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain copies of compressed data and streams. */
final class OpenFilesTest {

    private static final byte[] TAR = pax().file("a", "1").build();

    @TempDir
    Path temp;

    private OpenFiles files() {
        return new OpenFiles(temp, 100_000);
    }

    @Test
    void a_copy_has_the_bytes_and_no_name() throws IOException {
        try (OpenFiles files = files()) {
            Region copy = files.copy(new ByteArrayInputStream(TAR), "x.tar");

            assertThat(copy.bytes()).isEqualTo(TAR);
            try (Stream<Path> names = Files.list(temp)) {
                assertThat(names).isEmpty();
            }
        }
    }

    @Test
    void a_plain_file_is_not_copied_and_a_packed_one_is() throws IOException {
        Path plain = ImageBuilder.write(temp, "x.tar", TAR);
        Path packed = ImageBuilder.write(temp, "x.tar.gz", ImageBuilder.gzip(TAR));
        try (OpenFiles files = new OpenFiles(temp, 0)) {
            assertThat(files.open(plain).bytes()).isEqualTo(TAR);
            assertThatThrownBy(() -> files.open(packed)).isInstanceOf(GraminizeException.class);
        }
        try (OpenFiles files = files()) {
            assertThat(files.open(packed).bytes()).isEqualTo(TAR);
        }
    }

    @Test
    void a_copy_that_would_fill_the_disk_is_refused() throws IOException {
        try (OpenFiles files = files()) {
            byte[] bomb = ImageBuilder.gzip(new byte[200_000]);

            assertThatThrownBy(() -> files.open(ImageBuilder.write(temp, "x.tar.gz", bomb)))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessage(temp.resolve("x.tar.gz") + " does not fit into " + temp
                            + ", where its plain bytes go while it is read: 100000 bytes may be used there."
                            + " Free space there, or choose another directory: MAVEN_OPTS=-Djava.io.tmpdir=DIRECTORY");
        }
    }

    @Test
    void nothing_is_read_after_closing() throws IOException {
        OpenFiles files = files();
        Region copy = files.copy(new ByteArrayInputStream(TAR), "x.tar");
        files.close();

        assertThatThrownBy(copy::bytes).isInstanceOf(ClosedChannelException.class);
    }
}
