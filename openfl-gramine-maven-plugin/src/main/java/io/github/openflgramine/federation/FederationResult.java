package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.RoundMetrics;
import io.github.openflgramine.run.ActorMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A federation that is finished.
 *
 * @param image the image's name
 * @param directory contains a directory for each actor
 */
public record FederationResult(
        String image, ActorMode mode, List<String> collaborators, Path directory, FederationOutcome outcome) {

    public FederationResult {
        collaborators = List.copyOf(collaborators);
    }

    /** Returns the result for programs. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("image", image);
        summary.put("mode", mode.toString());
        summary.put("collaborators", collaborators);
        summary.put("directory", directory.toString());
        outcome.model().ifPresent(model -> summary.put("model", model.toString()));
        summary.put(
                "rounds",
                outcome.rounds().stream().map(FederationResult::summary).toList());
        return summary;
    }

    private static Map<String, Object> summary(RoundMetrics round) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("round", round.round());
        summary.put("seconds", round.seconds());
        summary.put("metrics", round.summary());
        return summary;
    }
}
