package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that one process holds, and what other processes see. */
final class HeldFileTest {

    @TempDir
    Path scratch;

    @Test
    void a_file_is_held_once_until_it_is_released() throws IOException {
        Path file = scratch.resolve("a/b/lock");
        assertThat(HeldFile.isHeld(file)).isFalse();

        HeldFile held = HeldFile.take(file).orElseThrow();
        assertThat(HeldFile.isHeld(file)).isTrue();
        assertThat(HeldFile.take(file)).isEmpty();

        held.close();
        held.close();

        assertThat(HeldFile.isHeld(file)).isFalse();
        HeldFile.take(file).orElseThrow().close();
    }

    @Test
    void looking_at_a_held_file_does_not_release_it() throws Exception {
        Path file = scratch.resolve("lock");
        try (HeldFile held = HeldFile.take(file).orElseThrow()) {
            assertThat(HeldFile.isHeld(file)).isTrue();
            assertThat(HeldFile.take(file)).isEmpty();

            assertThat(output(start(file))).isEqualTo("held");
            assertThat(held).isNotNull();
        }
    }

    @Test
    void a_killed_process_holds_nothing() throws Exception {
        Path file = scratch.resolve("lock");
        Process other = start(file);
        assertThat(other.inputReader().readLine()).isEqualTo("taken");
        assertThat(HeldFile.isHeld(file)).isTrue();
        assertThat(HeldFile.take(file)).isEmpty();

        other.destroyForcibly().waitFor();

        assertThat(HeldFile.isHeld(file)).isFalse();
    }

    private static Process start(Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        place(HeldFile.class) + ":" + place(Holder.class),
                        Holder.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }

    private static String output(Process process) throws Exception {
        String line = process.inputReader().readLine();
        process.waitFor(60, TimeUnit.SECONDS);
        return line;
    }

    /** Another process, which holds a file until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            if (HeldFile.take(Path.of(arguments[0])).isEmpty()) {
                System.out.println("held");
                return;
            }
            System.out.println("taken");
            Thread.sleep(TimeUnit.MINUTES.toMillis(5));
        }
    }
}
