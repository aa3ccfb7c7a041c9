package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.RoundMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Formats the rounds' metrics as a table for the console and as CSV (RFC 4180, but with line feeds as line ends). */
final class MetricsTable {

    private final List<RoundMetrics> rounds;
    private final SortedSet<String> names;

    MetricsTable(List<RoundMetrics> rounds) {
        this.rounds = rounds;
        this.names = rounds.stream()
                .flatMap(round -> round.values().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    List<String> lines() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(heading());
        for (RoundMetrics round : rounds) {
            List<String> row = new ArrayList<>();
            row.add(Integer.toString(round.round()));
            row.add(String.format(Locale.ROOT, "%.1f", round.seconds()));
            names.forEach(name -> row.add(number(round.values().get(name), "%.4f")));
            rows.add(row);
        }
        int[] widths = IntStream.range(0, heading().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    String csv() {
        StringBuilder csv = new StringBuilder(String.join(",", heading())).append('\n');
        for (RoundMetrics round : rounds) {
            csv.append(round.round()).append(',').append(round.seconds());
            names.forEach(name -> csv.append(',').append(number(round.values().get(name), "%s")));
            csv.append('\n');
        }
        return csv.toString();
    }

    private List<String> heading() {
        List<String> heading = new ArrayList<>(List.of("round", "seconds"));
        heading.addAll(names);
        return heading;
    }

    private static String aligned(List<String> row, int[] widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> " ".repeat(widths[column] - row.get(column).length()) + row.get(column))
                .collect(Collectors.joining("  "));
    }

    private static String number(@org.jspecify.annotations.Nullable Double value, String format) {
        return value == null ? "" : String.format(Locale.ROOT, format, value);
    }
}
