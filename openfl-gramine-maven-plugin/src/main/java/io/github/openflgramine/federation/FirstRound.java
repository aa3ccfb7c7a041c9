package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.RoundMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;

/** Watches for the end of a federation's first round and then logs its duration and the estimated end. */
final class FirstRound {

    private final Path metrics;
    private final int rounds;
    private final Clock clock;
    private final FederationLog log;
    private boolean told;

    /**
     * Creates a watcher.
     *
     * @param metrics the aggregator's {@code logs/aggregator_metrics.txt}
     * @param rounds the total number of rounds
     */
    FirstRound(Path metrics, int rounds, Clock clock, FederationLog log) {
        this.metrics = metrics;
        this.rounds = rounds;
        this.clock = clock;
        this.log = log;
    }

    /** Checks for the end of the first round. To be called regularly. */
    void look() {
        List<RoundMetrics> done = told ? List.of() : read();
        if (!done.isEmpty()) {
            told = true;
            Duration took = Duration.ofMillis(Math.round(done.get(0).seconds() * 1000));
            Duration left = took.multipliedBy(rounds - done.size());
            log.firstRound(took, rounds, left, LocalDateTime.now(clock).plus(left));
        }
    }

    private List<RoundMetrics> read() {
        try {
            return RoundMetrics.read(metrics);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
