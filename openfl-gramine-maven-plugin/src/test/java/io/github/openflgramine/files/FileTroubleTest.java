package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Failures of the file system, and where they say that they happened. */
final class FileTroubleTest {

    /** A device on which every write fails as on a full disk (full(4)). */
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path scratch;

    @Test
    @EnabledIf("hasFullDevice")
    void a_full_disk_is_reported_with_the_file_that_did_not_fit_and_the_space_that_is_left() throws IOException {
        Path file = scratch.resolve("big.tar");
        IOException failure = failureOf(() -> {
            try (OutputStream out = new PlacedOutput(Files.newOutputStream(FULL), file)) {
                out.write(new byte[100]);
            }
        });

        assertThat(FileTrouble.isOne(failure)).isTrue();
        assertThat(FileTrouble.isFull(failure)).isTrue();
        assertThat(FileTrouble.of(failure))
                .hasMessageStartingWith("Cannot write " + file + ": No space left on device (")
                .hasMessageContaining(" MB free)")
                .hasMessageContaining("Free space there");
    }

    static boolean hasFullDevice() {
        return Files.exists(FULL);
    }

    @Test
    void a_read_only_file_system_a_missing_right_and_a_missing_file_are_told_apart() {
        assertThat(FileTrouble.of(new FileSystemException("/mnt/a", null, "Read-only file system")))
                .hasMessageStartingWith("Cannot write /mnt/a: its file system is read-only.");
        assertThat(FileTrouble.of(new AccessDeniedException("/root/a")))
                .hasMessageStartingWith("No permission for /root/a as user " + System.getProperty("user.name"));
        assertThat(FileTrouble.of(new NoSuchFileException("/none"))).hasMessageStartingWith("/none does not exist.");
        assertThat(FileTrouble.of(new FileSystemException("/a", null, "Input/output error")))
                .hasMessageStartingWith("Cannot read or write /a: Input/output error.");
    }

    @Test
    void a_failure_of_something_else_is_none_of_the_file_system() {
        assertThat(FileTrouble.isOne(new IOException("Unable to build image [a:1]")))
                .isFalse();
    }

    @Test
    void a_file_in_the_place_of_a_directory_is_named() throws IOException {
        Path blocked = Files.writeString(scratch.resolve("target"), "");

        assertThatThrownBy(() -> AtomicFiles.write(blocked.resolve("a/b.txt"), "content"))
                .isInstanceOfSatisfying(
                        IOException.class,
                        failure -> assertThat(FileTrouble.of(failure))
                                .hasMessageStartingWith(blocked + " exists but is not a directory.")
                                .hasMessageContaining("Move it away"));
    }

    @Test
    void a_file_that_cannot_be_written_stays_as_it_was() throws IOException {
        Path file = Files.writeString(scratch.resolve("kept"), "before");

        IOException failure = failureOf(() -> AtomicFiles.write(file, out -> {
            out.write(new byte[1 << 20]);
            throw new IOException("No space left on device");
        }));

        assertThat(FileTrouble.isFull(failure)).isTrue();
        assertThat(file).hasContent("before");
        assertThat(scratch).isDirectoryNotContaining(other -> other.toString().endsWith(".tmp"));
    }

    private interface Failing {
        void run() throws IOException;
    }

    private static IOException failureOf(Failing failing) {
        try {
            failing.run();
        } catch (IOException e) {
            return e;
        }
        throw new AssertionError("it did not fail");
    }
}
