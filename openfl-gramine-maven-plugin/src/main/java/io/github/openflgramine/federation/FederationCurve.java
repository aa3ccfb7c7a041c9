package io.github.openflgramine.federation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of the last federation on this machine.
 *
 * @param lines a table of the aggregator's: a heading, and a line per round
 * @param chart an SVG element, with all names escaped
 */
public record FederationCurve(List<String> lines, String chart) {

    public FederationCurve {
        lines = List.copyOf(lines);
    }

    /**
     * Reads the metrics that the aggregator of a federation wrote.
     *
     * @param directory the federation's directory
     * @return empty if there was no federation, or none that wrote metrics
     */
    public static Optional<FederationCurve> read(Path directory) throws IOException {
        FederationMetrics metrics = FederationMetrics.read(directory);
        return metrics.rounds().isEmpty()
                ? Optional.empty()
                : Optional.of(new FederationCurve(
                        new MetricsTable(metrics.rounds()).lines(), new MetricsChart(metrics).element()));
    }
}
