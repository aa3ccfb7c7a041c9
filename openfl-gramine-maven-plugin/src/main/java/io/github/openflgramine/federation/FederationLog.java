package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.RoundMetrics;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ActorLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Log messages about a federation on one machine. */
final class FederationLog extends ActorLog {

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    FederationLog(BuildLog log) {
        super(log);
    }

    /**
     * A temporary image with an adjusted plan was made.
     *
     * @param plan has an aggregator's address; the number of collaborators is shown if the plan divides the data
     */
    void temporaryImage(String name, Plan plan) {
        OptionalInt collaborators = plan.collaboratorCount();
        info("Made temporary image " + name + " with an adjusted plan: aggregator at "
                + plan.aggregatorAddress().orElseThrow() + ", rounds: " + plan.rounds()
                + (collaborators.isPresent() ? ", collaborators: " + collaborators.getAsInt() : ""));
    }

    /** A federation starts. */
    void federation(String image, String mode, List<String> collaborators, int rounds) {
        info("Federation of " + String.join(", ", collaborators) + ", rounds: " + rounds + ", mode " + mode + ", image "
                + image);
        warnOf(mode);
    }

    /** The federation has validated its initial model, and made no other. */
    void evaluated() {
        info("The federation evaluated the initial model; it trained none.");
    }

    void actorStarted(String actor) {
        info("Started " + actor);
    }

    /**
     * An actor ended and is restarted.
     *
     * @param status its exit status
     * @param time the number of this restart
     * @param most the maximum number of restarts
     */
    void actorRestarted(String actor, int status, int time, int most) {
        warn(actor + " ended with status " + status + "; restarting it (" + time + " of " + most + ")");
    }

    /** The plan of this federation was written to this file. */
    void plan(Path file) {
        info("The plan: " + file);
    }

    /** Names the files that receive the output of the actors, which is not logged. */
    void outputGoesTo(Path files) {
        info("The output of each actor: " + files + " (-Dopenfl.showOutput shows it here)");
    }

    /**
     * A round is finished.
     *
     * @param done the number of finished rounds
     * @param all the total number of rounds
     */
    void round(RoundMetrics round, int done, int all) {
        info(line(round, done, all));
    }

    /**
     * A round is finished, and it is known how long rounds take.
     *
     * @param done the number of finished rounds
     * @param all the total number of rounds
     * @param left the estimated time until the last round is finished
     * @param end the estimated end, in this machine's time zone
     */
    void round(RoundMetrics round, int done, int all, Duration left, LocalDateTime end) {
        info(line(round, done, all) + "; " + words(left) + " left, until " + end.format(MINUTES));
    }

    private static String line(RoundMetrics round, int done, int all) {
        StringBuilder line = new StringBuilder("Round " + round.round() + " (" + done + " of " + all + "), "
                + seconds(round.seconds()) + (done == 1 ? " with the start-up" : ""));
        round.values().forEach((name, value) -> line.append(String.format(Locale.ROOT, ", %s %.4f", name, value)));
        return line.toString();
    }

    /**
     * Logs the aggregator's metrics of all rounds.
     *
     * @param table a heading and the rounds
     * @param csv the file with the table
     * @param chart the file with the chart
     */
    void rounds(List<String> table, Path csv, Path chart) {
        info("");
        table.forEach(this::info);
        info("");
        wrote(csv);
        wrote(chart);
    }

    /** Logs the accuracy of the last round. */
    void accuracy(int round, String metric, double value) {
        info(String.format(Locale.ROOT, "Accuracy of round %d: %.4f (%s)", round, value, metric));
    }

    private static String seconds(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : words(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static String words(Duration duration) {
        long minutes = Math.round(duration.toSeconds() / 60.0);
        if (duration.toSeconds() < 120) {
            return duration.toSeconds() + " s";
        }
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
