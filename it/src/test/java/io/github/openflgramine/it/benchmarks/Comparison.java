package io.github.openflgramine.it.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares several ways to do the same thing. They are run in turn, A B C A B C …, because a machine's speed drifts.
 */
final class Comparison {

    /** One of the ways. */
    interface Way {
        /** Runs once and returns the time in seconds. */
        double seconds() throws Exception;
    }

    private final Map<String, Way> ways = new LinkedHashMap<>();

    Comparison way(String name, Way way) {
        ways.put(name, way);
        return this;
    }

    /** Returns the times by name, without those of a first round. */
    Map<String, Series> run(int rounds) throws Exception {
        Map<String, List<Double>> figures = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                double seconds = way.getValue().seconds();
                if (round > 0) {
                    figures.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(seconds);
                }
            }
        }
        Map<String, Series> series = new LinkedHashMap<>();
        figures.forEach((name, seconds) -> series.put(name, new Series(seconds)));
        return series;
    }
}
