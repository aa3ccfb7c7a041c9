package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.RoundMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Draws the rounds' metrics: a small chart per metric, in one self-contained SVG 1.1 file or a part of an HTML page. */
final class MetricsChart {

    private static final int WIDTH = 640;
    private static final int PANEL = 150;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 20;
    private static final int TOP = 30;
    private static final int BOTTOM = 125;

    private final List<RoundMetrics> rounds;

    MetricsChart(List<RoundMetrics> rounds) {
        this.rounds = List.copyOf(rounds);
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
            panel(svg, name, points(name));
            svg.append("</g>\n");
            top += PANEL;
        }
        svg.append(text(
                "<text x=\"%d\" y=\"%d\" fill=\"#555\" text-anchor=\"middle\">round</text>\n",
                (LEFT + RIGHT) / 2, height - 10));
        return svg.append("</svg>\n").toString();
    }

    private void panel(StringBuilder svg, String name, List<Point> points) {
        svg.append(text("<text x=\"%d\" y=\"18\" font-weight=\"bold\">%s</text>\n", LEFT, escaped(name)));
        svg.append(text("<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#999\"/>\n", LEFT, TOP, BOTTOM, RIGHT));
        double least = points.stream().mapToDouble(Point::value).min().orElse(0);
        double most = points.stream().mapToDouble(Point::value).max().orElse(0);
        label(svg, TOP + 4, most, most > least);
        label(svg, BOTTOM, least, most > least);
        label(svg, (TOP + BOTTOM) / 2 + 4, least, most == least && !points.isEmpty());
        List<String> corners = new ArrayList<>();
        StringBuilder dots = new StringBuilder();
        for (Point point : points) {
            double x = x(point.round());
            // A constant metric is drawn in the middle.
            double share = most > least ? (point.value() - least) / (most - least) : 0.5;
            double y = BOTTOM - share * (BOTTOM - TOP);
            corners.add(text("%.1f,%.1f", x, y));
            dots.append(text(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#1f6fb4\"><title>round %d: %.4f</title></circle>\n",
                    x, y, point.round(), point.value()));
        }
        svg.append(text(
                        "<polyline points=\"%s\" fill=\"none\" stroke=\"#1f6fb4\" stroke-width=\"2\"/>\n",
                        String.join(" ", corners)))
                .append(dots);
        for (int round : new TreeSet<>(List.of(first(), last()))) {
            svg.append(text(
                    "<text x=\"%.1f\" y=\"%d\" fill=\"#555\" text-anchor=\"middle\">%d</text>\n",
                    x(round), BOTTOM + 16, round));
        }
    }

    /** Values that are not numbers, for example a diverged loss, leave a gap. */
    private List<Point> points(String name) {
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
                    "<text x=\"%d\" y=\"%d\" fill=\"#555\" text-anchor=\"end\">%.4g</text>\n", LEFT - 6, y, value));
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
