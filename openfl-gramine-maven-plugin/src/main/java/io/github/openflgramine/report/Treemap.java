package io.github.openflgramine.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Divides a rectangle into rectangles whose areas are proportional to weights and which are as square as possible
 * (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000).
 */
final class Treemap {

    private Treemap() {}

    /** A rectangle, in the drawing's units. */
    record Box(double x, double y, double width, double height) {

        /** Returns the rectangle inside a border and a title. */
        Box inside(double border, double title) {
            return new Box(
                    x + border, y + title, Math.max(0, width - 2 * border), Math.max(0, height - title - border));
        }
    }

    /** An item and its rectangle. */
    record Placed<T>(T thing, Box box) {}

    /** Places the items from the upper left corner, heaviest first. Items without weight are left out. */
    static <T> List<Placed<T>> divide(List<T> things, ToLongFunction<T> weight, Box box) {
        List<T> sorted = things.stream()
                .filter(thing -> weight.applyAsLong(thing) > 0)
                .sorted(Comparator.comparingLong(weight).reversed())
                .toList();
        double scale =
                box.width() * box.height() / sorted.stream().mapToLong(weight).sum();
        List<Placed<T>> placed = new ArrayList<>();
        Box left = box;
        for (int from = 0; from < sorted.size(); ) {
            double side = Math.min(left.width(), left.height());
            int to = from + 1;
            while (to < sorted.size()
                    && worst(sorted.subList(from, to + 1), weight, scale, side)
                            <= worst(sorted.subList(from, to), weight, scale, side)) {
                to++;
            }
            left = row(sorted.subList(from, to), weight, scale, left, placed);
            from = to;
        }
        return placed;
    }

    /** Returns the largest aspect ratio in the row if it is placed along this side. */
    private static <T> double worst(List<T> row, ToLongFunction<T> weight, double scale, double side) {
        double sum = scale * row.stream().mapToLong(weight).sum();
        double most = scale * weight.applyAsLong(row.get(0));
        double least = scale * weight.applyAsLong(row.get(row.size() - 1));
        return Math.max(side * side * most / (sum * sum), sum * sum / (side * side * least));
    }

    /** Places a row along the shorter side and returns the remaining rectangle. */
    private static <T> Box row(List<T> row, ToLongFunction<T> weight, double scale, Box box, List<Placed<T>> placed) {
        double sum = scale * row.stream().mapToLong(weight).sum();
        boolean column = box.width() >= box.height();
        double thickness = sum / (column ? box.height() : box.width());
        double at = column ? box.y() : box.x();
        for (T thing : row) {
            double length = scale * weight.applyAsLong(thing) / thickness;
            placed.add(new Placed<>(
                    thing, column ? new Box(box.x(), at, thickness, length) : new Box(at, box.y(), length, thickness)));
            at += length;
        }
        return column
                ? new Box(box.x() + thickness, box.y(), Math.max(0, box.width() - thickness), box.height())
                : new Box(box.x(), box.y() + thickness, box.width(), Math.max(0, box.height() - thickness));
    }
}
