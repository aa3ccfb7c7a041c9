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
        /** Runs once. */
        Spent run() throws Exception;
    }

    private final Map<String, Way> ways = new LinkedHashMap<>();

    Comparison way(String name, Way way) {
        ways.put(name, way);
        return this;
    }

    /** Returns what each way has spent, by name, without a first round. */
    Map<String, Series> run(int rounds) throws Exception {
        Map<String, List<Spent>> figures = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Way> way : ways.entrySet()) {
                Spent spent = way.getValue().run();
                if (round > 0) {
                    figures.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(spent);
                }
            }
        }
        Map<String, Series> series = new LinkedHashMap<>();
        figures.forEach((name, spent) -> series.put(name, Series.of(spent)));
        return series;
    }
}
