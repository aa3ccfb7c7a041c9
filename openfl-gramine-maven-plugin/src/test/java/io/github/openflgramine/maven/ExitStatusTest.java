package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ExitStatusTest {

    @Test
    void a_jvm_that_would_end_as_maven_does_after_a_failure_ends_with_the_other_process_s_status() throws Exception {
        Process jvm = jvm(137);
        assertThat(said(jvm)).isEqualTo("the last line");
        assertThat(jvm.waitFor()).isEqualTo(137);
    }

    @Test
    void a_status_that_would_hide_maven_s_failure_is_not_taken() {
        assertThatThrownBy(() -> ExitStatus.set(0)).isInstanceOf(IllegalArgumentException.class);
        // The operating system keeps only the lowest eight bits.
        assertThatThrownBy(() -> ExitStatus.set(256)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Process jvm(int status) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        directory(ExitStatus.class) + File.pathSeparator + directory(ExitStatusTest.class),
                        ExitStatusTest.class.getName(),
                        Integer.toString(status))
                .start();
    }

    private static Path directory(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Behaves like Maven: runs the goal, prints its last lines, and calls System.exit(1). */
    public static void main(String[] arguments) {
        ExitStatus.set(Integer.parseInt(arguments[0]));
        System.out.println("the last line");
        System.exit(1);
    }
}
