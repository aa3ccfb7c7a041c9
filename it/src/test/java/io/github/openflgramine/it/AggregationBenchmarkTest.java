package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark of docs/scale.md runs: many collaborators in one process, with OpenFL's own client. */
final class AggregationBenchmarkTest {

    private static final Path RUN = Path.of("benchmarks/aggregation/run").toAbsolutePath();

    @Test
    void many_collaborators_in_one_process_finish_their_rounds() {
        List<String> table = CommandLine.run(RUN, "trial", MavenBuild.setting("it.baseImage"), "2", "6")
                .lines()
                .toList();

        assertThat(table.get(table.size() - 1))
                .matches("\\| 0\\.03 MB \\| 6 \\| [\\d.]+ \\| [\\d.]+ \\| \\d+ \\| \\d+ \\|");
    }
}
