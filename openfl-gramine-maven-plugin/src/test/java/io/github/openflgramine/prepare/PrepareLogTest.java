package io.github.openflgramine.prepare;

import io.github.openflgramine.LogText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The wording of each event. */
final class PrepareLogTest {

    private static final Path TARGET = Path.of("/demo/target");

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), PrepareLog::new, log -> {
            log.packed(TARGET.resolve("demo.zip"), 12, 34567);
            log.wrotePackage(TARGET.resolve("openfl_gramine-0.1.0-py3-none-any.whl"));
            log.largeWorkspace(61_500_000, new TreeMap<>());
            log.largeWorkspace(
                    3_061_500_000L, new TreeMap<>(Map.of("src/weights.bin", 3_000_000_000L, "src/a.csv", 60_000_000L)));
            log.tryingPlan("demo:1.0-first");
            log.outdatedModel("save/demo_init.pbuf", List.of("task_runner", "src"));
            log.initializing("demo:1.0-first", Duration.ofMinutes(30));
            log.aggregatorAt("agg.example.org", 50000);
            log.locked(170, List.of());
            log.locked(
                    170,
                    List.of(
                            new ImageLock.Difference("openfl", Optional.of("1.8"), Optional.of("1.9")),
                            new ImageLock.Difference(
                                    "python_packages.mypy.version", Optional.of("1"), Optional.empty())));
        });
    }
}
