package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that are made while a file is held. */
final class HeldFileChangeTest {

    private static final int ADDED = 30;

    @TempDir
    Path directory;

    @Test
    void no_change_is_lost_between_threads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> adding = () -> add(directory);
            for (Future<Integer> each : threads.invokeAll(List.of(adding, adding, adding, adding))) {
                each.get();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(directory.resolve("count")).hasContent(Integer.toString(4 * ADDED));
    }

    @Test
    void no_change_is_lost_between_processes() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-cp",
                            placeOf(HeldFile.class) + File.pathSeparator + placeOf(HeldFileChangeTest.class),
                            HeldFileChangeTest.class.getName(),
                            directory.toString())
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(directory.resolve("count")).hasContent(Integer.toString(3 * ADDED));
    }

    @Test
    void a_change_that_fails_frees_the_lock() throws Exception {
        Path file = directory.resolve("deeper/lock");
        assertThatThrownBy(() -> HeldFile.during(file, () -> {
                    throw new IOException("full");
                }))
                .hasMessage("full");

        HeldFile.during(file, () -> Files.writeString(directory.resolve("count"), "1"));

        assertThat(directory.resolve("count")).hasContent("1");
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** What each of the processes runs. */
    public static void main(String[] arguments) throws IOException {
        add(Path.of(arguments[0]));
    }

    private static int add(Path directory) throws IOException {
        Path count = directory.resolve("count");
        for (int i = 0; i < ADDED; i++) {
            HeldFile.during(directory.resolve("lock"), () -> {
                int before = Files.exists(count) ? Integer.parseInt(Files.readString(count)) : 0;
                AtomicFiles.write(count, Integer.toString(before + 1));
            });
        }
        return ADDED;
    }
}
