package io.github.openflgramine.it.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Measured values of the same thing, one per round. */
record Series(List<Double> values) {

    Series {
        values = List.copyOf(values);
    }

    /** Returns the ratios to another series, round by round: a disturbance of a whole round affects both. */
    Series per(Series other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < values.size(); round++) {
            ratios.add(values.get(round) / other.values.get(round));
        }
        return new Series(ratios);
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns median, minimum and maximum, for example {@code 1.234 (1.200 to 1.300)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%.3f (%.3f to %.3f)", median(), Collections.min(values), Collections.max(values));
    }
}
