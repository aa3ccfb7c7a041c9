package io.github.openflgramine.federation;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ActorLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** How a federation on one machine goes on. */
final class FederationLog extends ActorLog {

    FederationLog(BuildLog log) {
        super(log);
    }

    /** An image with an adjusted plan was made, for this run alone; {@code collaborators} where the plan divides the data. */
    void temporaryImage(String name, String aggregator, int rounds, OptionalInt collaborators) {
        info("Made " + name + " for this run alone: the workspace's image, but a plan with the aggregator at "
                + aggregator + " and rounds: " + rounds
                + (collaborators.isPresent() ? ", collaborators: " + collaborators.getAsInt() : ""));
    }

    /** A federation begins. */
    void federation(String image, String mode, List<String> collaborators, int rounds) {
        info("Federation of " + String.join(", ", collaborators) + ", rounds: " + rounds + ", mode " + mode + ", image "
                + image);
        warnOf(mode);
    }

    void actorStarted(String actor) {
        info("Started " + actor);
    }

    /** An actor that had ended with this status is started anew, for the n-th time of at most so many. */
    void actorRestarted(String actor, int status, int time, int most) {
        warn(actor + " has ended with status " + status + " and is started again (" + time + " of " + most + ")");
    }

    /**
     * The first round is over.
     *
     * @param took with the actors' start
     * @param rounds how many there are in all
     * @param left until the last one is over, if they all take as long
     * @param end when that is, in this machine's time zone
     */
    void firstRound(Duration took, int rounds, Duration left, LocalDateTime end) {
        String what = "The first round took " + words(took) + ", with the actors' start";
        info(
                left.isZero()
                        ? what
                        : what + "; the last of " + rounds + " should be over in " + words(left) + ", "
                                + end.format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT)));
    }

    /** The metrics of all rounds as a table with a heading, and the files that have them too. */
    void rounds(List<String> table, Path csv, Path chart) {
        info("");
        table.forEach(this::info);
        info("");
        info("Wrote " + csv);
        info("Wrote " + chart);
    }

    /** The accuracy of the last round. */
    void accuracy(int round, String metric, double value) {
        info(String.format(Locale.ROOT, "Accuracy of round %d: %.4f (%s)", round, value, metric));
    }

    private static String words(Duration duration) {
        long minutes = Math.round(duration.toSeconds() / 60.0);
        if (duration.toSeconds() < 120) {
            return duration.toSeconds() + " s";
        }
        return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
