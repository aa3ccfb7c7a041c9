package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.RoundMetrics;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws the rounds' metrics: a small chart per metric, in one self-contained SVG 1.1 file or a part of an HTML page. The
 * aggregator's metric is a thick line, each collaborator's own a thin one.
 */
final class MetricsChart {

    private static final int WIDTH = 640;
    private static final int PANEL = 150;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 30;
    private static final int BOTTOM = 125;

    private final List<RoundMetrics> rounds;
    private final SortedMap<String, List<RoundMetrics>> collaborators;

    MetricsChart(FederationMetrics metrics) {
        this.rounds = metrics.rounds();
        this.collaborators = metrics.collaborators();
    }

    private record Point(int round, double value) {}

    /** Returns the drawing as a file. */
    String svg() {
        return drawing(" xmlns=\"http://www.w3.org/2000/svg\"");
    }

    /** Returns the drawing as an element of an HTML page, which knows SVG's namespace. */
    String element() {
        return drawing(" role=\"img\" aria-label=\"The metrics of each round\"");
    }

    private String drawing(String attributes) {
        SortedSet<String> names = rounds.stream()
                .flatMap(round -> round.values().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        int height = Math.max(1, names.size()) * PANEL + 30;
        StringBuilder svg = new StringBuilder(text(
                "<svg%3$s width=\"%1$d\" height=\"%2$d\" viewBox=\"0 0 %1$d %2$d\""
                        + " font-family=\"sans-serif\" font-size=\"12\">\n"
                        + "<rect width=\"%1$d\" height=\"%2$d\" fill=\"white\"/>\n",
                WIDTH, height, attributes));
        int top = 0;
        for (String name : names) {
            svg.append(text("<g transform=\"translate(0 %d)\">\n", top));
            panel(svg, name, points(rounds, name));
            svg.append("</g>\n");
            top += PANEL;
        }
        svg.append(text(
                "<text x=\"%d\" y=\"%d\" fill=\"#555\" text-anchor=\"middle\">round</text>\n",
                (LEFT + RIGHT) / 2, height - 10));
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, String name, List<Point> points) {
        SortedMap<String, List<Point>> own = new TreeMap<>();
        collaborators.forEach((collaborator, metrics) -> own.put(collaborator, points(metrics, name)));
        own.values().removeIf(List::isEmpty);
        Axis axis = Axis.of(Stream.concat(points.stream(), own.values().stream().flatMap(List::stream))
                .mapToDouble(Point::value)
                .toArray());
        svg.append(text(
                "<text x=\"%d\" y=\"18\"><tspan font-weight=\"bold\">%s</tspan>%s</text>\n",
                LEFT, escaped(name), axis.note()));
        svg.append(text("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#999\"/>\n", LEFT, TOP, BOTTOM, RIGHT));
        label(svg, TOP + 4, axis.high(), axis.isRange());
        label(svg, BOTTOM, axis.low(), axis.isRange());
        label(svg, (TOP + BOTTOM) / 2 + 4, axis.low(), !axis.isRange() && !points.isEmpty());
        own.forEach((collaborator, line) -> svg.append(text(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#9bb\"><title>%s</title></polyline>\n",
                corners(line, axis), escaped(collaborator))));
        svg.append(text(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f6fb4\" stroke-width=\"2\"/>\n",
                corners(points, axis)));
        for (Point point : points) {
            svg.append(text(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#1f6fb4\"><title>round %d: %.4f</title></circle>\n",
                    x(point.round()), y(point, axis), point.round(), point.value()));
        }
        for (int round : new TreeSet<>(List.of(first(), last()))) {
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" fill=\"#555\" text-anchor=\"middle\">%d</text>\n",
                    x(round), BOTTOM + 16, round));
        }
    }

    /**
     * The values at the bottom and the top of a chart. It starts at 0 unless the values are negative or lie close together far
     * from 0; then the chart says where it starts.
     */
    private record Axis(double low, double high) {

        static Axis of(double... values) {
            double least = Arrays.stream(values).min().orElse(0);
            double most = Arrays.stream(values).max().orElse(0);
            return new Axis(least >= 0 && least <= most / 2 ? 0 : least, most);
        }

        boolean isRange() {
            return high > low;
        }

        String note() {
            return isRange() && low != 0 ? text(" (the axis starts at %.4g)", low) : "";
        }
    }

    private String corners(List<Point> points, Axis axis) {
        return points.stream()
                .map(point -> text("%.1f,%.1f", x(point.round()), y(point, axis)))
                .collect(Collectors.joining(" "));
    }

    /** A constant metric is drawn in the middle. */
    private static double y(Point point, Axis axis) {
        double share = axis.isRange() ? (point.value() - axis.low()) / (axis.high() - axis.low()) : 0.5;
        return BOTTOM - share * (BOTTOM - TOP);
    }

    /** Values that are not numbers, for example a diverged loss, leave a gap. */
    private static List<Point> points(List<RoundMetrics> rounds, String name) {
        return rounds.stream()
                .map(round -> new Point(round.round(), round.values().getOrDefault(name, Double.NaN)))
                .filter(point -> Double.isFinite(point.value()))
                .toList();
    }

    private double x(int round) {
        return first() == last()
                ? (LEFT + RIGHT) / 2.0
                : LEFT + 10 + (double) (round - first()) / (last() - first()) * (RIGHT - LEFT - 20);
    }

    private int first() {
        return rounds.get(0).round();
    }

    private int last() {
        return rounds.get(rounds.size() - 1).round();
    }

    private static void label(StringBuilder svg, int y, double value, boolean shown) {
        if (shown) {
            svg.append(text(
                    "<text x=\"%d\" y=\"%d\" fill=\"#555\" text-anchor=\"end\">%s</text>\n",
                    LEFT - 6, y, value == 0 ? "0" : text("%.4g", value)));
        }
    }

    /** Formats numbers for SVG, independently of the locale. */
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Escapes names, which come from a workspace's code. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
