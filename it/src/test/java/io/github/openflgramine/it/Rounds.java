package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The content of {@code target/federation/metrics.csv}: a heading and a line for each round. */
record Rounds(List<String> heading, List<List<String>> lines) {

    static Rounds of(Path workspace) {
        try {
            List<List<String>> lines = Files.readAllLines(workspace.resolve("target/federation/metrics.csv")).stream()
                    .map(line -> List.of(line.split(",", -1)))
                    .toList();
            return new Rounds(lines.get(0), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a metric's value in each round. */
    List<Double> of(String metric) {
        int column = heading.indexOf(metric);
        assertThat(column).as("%s among %s", metric, heading).isNotNegative();
        return lines.stream().map(line -> Double.valueOf(line.get(column))).toList();
    }

    double first(String metric) {
        return of(metric).get(0);
    }

    double last(String metric) {
        return of(metric).get(lines.size() - 1);
    }
}
