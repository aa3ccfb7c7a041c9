package io.github.openflgramine.it.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several ways to do a thing, timed in turn, A B C A B C …, because a machine's speed drifts. */
final class Comparison {

    /** One of the ways. */
    interface Way {
        /** Does it once; how long that took. */
        double seconds() throws Exception;
    }

    private final Map<String, Way> ways = new LinkedHashMap<>();

    Comparison way(String name, Way way) {
        ways.put(name, way);
        return this;
    }

    /** By name, after one round that does not count. */
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
