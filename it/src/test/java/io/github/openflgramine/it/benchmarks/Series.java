package io.github.openflgramine.it.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Measured values of the same thing, one per round; with CPU times if all are known. */
record Series(List<Double> values, Optional<List<Double>> cpu) {

    Series {
        values = List.copyOf(values);
        cpu = cpu.map(List::copyOf);
    }

    static Series of(List<Spent> rounds) {
        List<Double> cpu = rounds.stream().map(Spent::cpu).toList();
        return new Series(
                rounds.stream().map(Spent::wall).toList(),
                cpu.stream().anyMatch(value -> value.isNaN()) ? Optional.empty() : Optional.of(cpu));
    }

    /** Returns the ratios to another series, round by round: a disturbance of a whole round affects both. */
    Series per(Series other) {
        return new Series(
                ratios(values, other.values), cpu.flatMap(own -> other.cpu.map(others -> ratios(own, others))));
    }

    private static List<Double> ratios(List<Double> values, List<Double> others) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < values.size(); round++) {
            ratios.add(values.get(round) / others.get(round));
        }
        return ratios;
    }

    double median() {
        return median(values);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns median, minimum and maximum, for example {@code 1.234 (1.200 to 1.300), CPU 2.345 (2.340 to 2.350)}. */
    @Override
    public String toString() {
        return text(values) + cpu.map(times -> ", CPU " + text(times)).orElse("");
    }

    private static String text(List<Double> values) {
        return String.format(
                Locale.ROOT, "%.3f (%.3f to %.3f)", median(values), Collections.min(values), Collections.max(values));
    }
}
