package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that a reader returns a value or throws a {@link GraminizeException} for any input, that it ends, and that
 * its memory use is in proportion to the input. {@code -Dopenfl-gramine.fuzz=N} tries each reader N times; {@code
 * -Dopenfl-gramine.fuzz.seed=S} sets the first seed (default 0).
 */
public final class Fuzz {

    private static final int TRIES = Integer.getInteger("openfl-gramine.fuzz", 400);
    private static final int SEED = Integer.getInteger("openfl-gramine.fuzz.seed", 0);
    private static final long MOST_MEMORY = 256L << 20;
    private static final long MOST_MEMORY_PER_BYTE = 16 << 10;

    /** Not a speed limit: a reader that takes this long hangs. */
    private static final int HANGING_SECONDS = 120;

    private static final int FRAMES_SHOWN = 12;

    private static final Path FINDINGS = Path.of("target/fuzz");

    /** A reader under test. */
    public interface Reader {
        void read(byte[] bytes, HostileBytes more) throws Exception;
    }

    private Fuzz() {}

    /**
     * Tries a reader.
     *
     * @param valid valid inputs to start from
     * @param weight how many times less often than others the reader is tried, because each try is slow
     */
    public static void fuzz(String name, List<byte[]> valid, int weight, Reader reader) throws IOException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            for (int seed = SEED; seed < SEED + Math.max(1, TRIES / weight); seed++) {
                HostileBytes hostile = new HostileBytes(seed);
                byte[] bytes = hostile.from(valid);
                String finding = attempt(executor.submit(() -> check(bytes, hostile, reader)));
                if (!finding.isEmpty()) {
                    Path file = Files.createDirectories(FINDINGS).resolve(name + "-" + seed);
                    Files.write(file, bytes);
                    throw new AssertionError("%s, seed %d (%s): %s".formatted(name, seed, file, finding));
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    private static String attempt(Future<String> running) {
        try {
            return running.get(HANGING_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return "does not end";
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String check(byte[] bytes, HostileBytes more, Reader reader) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reader.read(bytes, more);
        } catch (GraminizeException refused) {
            assertThat(refused.problem()).isNotBlank();
            assertThat(refused.remedy()).isNotBlank();
        } catch (Throwable e) {
            return e
                    + Stream.of(e.getStackTrace())
                            .limit(FRAMES_SHOWN)
                            .map(frame -> "\n    at " + frame)
                            .collect(Collectors.joining());
        }
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        return taken > MOST_MEMORY + bytes.length * MOST_MEMORY_PER_BYTE
                ? "takes " + (taken >> 20) + " MiB for " + bytes.length + " bytes"
                : "";
    }
}
