package io.github.openflgramine.federation;

import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.openfl.RoundMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** Follows a federation's rounds: logs a line for each when it is finished, and keeps {@code metrics.csv} up to date. */
final class RoundWatch {

    /** Relative to the federation's directory. */
    static final String CSV = "metrics.csv";

    private final Path directory;
    private final int rounds;
    private final Clock clock;
    private final FederationLog log;
    private int told;

    /**
     * Creates a watch of a federation that begins.
     *
     * @param directory the federation's directory
     * @param rounds the total number of rounds
     */
    RoundWatch(Path directory, int rounds, Clock clock, FederationLog log) {
        this.directory = directory;
        this.rounds = rounds;
        this.clock = clock;
        this.log = log;
    }

    /** Looks for rounds that have ended. To be called regularly. */
    void look() {
        look(false);
    }

    /** Looks for the last time. Collaborators write their metrics of a round after the aggregator has ended it. */
    void end() {
        look(true);
    }

    private void look(boolean isLast) {
        try {
            FederationMetrics metrics = FederationMetrics.read(directory);
            List<RoundMetrics> done = metrics.rounds();
            if (done.size() > told || (isLast && !done.isEmpty())) {
                AtomicFiles.write(directory.resolve(CSV), new MetricsTable(metrics.withCollaborators()).csv());
            }
            for (; told < done.size(); told++) {
                tell(done.subList(0, told + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(List<RoundMetrics> done) {
        RoundMetrics last = done.get(done.size() - 1);
        left(done)
                .ifPresentOrElse(
                        left -> log.round(
                                last,
                                done.size(),
                                rounds,
                                left,
                                LocalDateTime.now(clock).plus(left)),
                        () -> log.round(last, done.size(), rounds));
    }

    /**
     * Returns the time that the remaining rounds take, if they take as long as those after the first, which includes the
     * start-up of the collaborators. Empty after the first and the last.
     */
    private Optional<Duration> left(List<RoundMetrics> done) {
        if (done.size() < 2 || done.size() >= rounds) {
            return Optional.empty();
        }
        double mean = done.stream()
                .skip(1)
                .mapToDouble(RoundMetrics::seconds)
                .average()
                .orElseThrow();
        return Optional.of(Duration.ofMillis(Math.round(mean * (rounds - done.size()) * 1000)));
    }
}
