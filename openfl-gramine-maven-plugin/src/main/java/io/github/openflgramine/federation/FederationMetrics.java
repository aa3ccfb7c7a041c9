package io.github.openflgramine.federation;

import io.github.openflgramine.Role;
import io.github.openflgramine.openfl.RoundMetrics;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the actors of a federation on this machine have measured so far.
 *
 * @param rounds the aggregator's, weighted over the collaborators
 * @param collaborators each one's own, by name; empty if the plan does not make them write metrics
 */
record FederationMetrics(List<RoundMetrics> rounds, SortedMap<String, List<RoundMetrics>> collaborators) {

    FederationMetrics {
        rounds = List.copyOf(rounds);
    }

    /**
     * Reads the files that the actors write during the federation.
     *
     * @param directory the federation's directory
     */
    static FederationMetrics read(Path directory) throws IOException {
        Path aggregator = directory.resolve(Role.AGGREGATOR.toString()).resolve(RoundMetrics.PLACE);
        SortedMap<String, List<RoundMetrics>> collaborators = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            for (Path file : collaboratorFiles(directory)) {
                collaborators.put(RoundMetrics.actor(file), RoundMetrics.read(file));
            }
        }
        return new FederationMetrics(RoundMetrics.read(aggregator), collaborators);
    }

    /** Returns the aggregator's rounds with each collaborator's own values, which are called {@code NAME/TASK/METRIC}. */
    List<RoundMetrics> withCollaborators() {
        List<RoundMetrics> all = new ArrayList<>();
        for (RoundMetrics round : rounds) {
            SortedMap<String, Double> values = new TreeMap<>(round.values());
            collaborators.forEach((name, own) -> own.stream()
                    .filter(metrics -> metrics.round() == round.round())
                    .forEach(metrics ->
                            metrics.values().forEach((metric, value) -> values.put(name + "/" + metric, value))));
            all.add(new RoundMetrics(round.round(), round.seconds(), values));
        }
        return all;
    }

    private static List<Path> collaboratorFiles(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> actors = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path actor : actors) {
                Path logs = actor.resolve("logs");
                if (!actor.endsWith(Role.AGGREGATOR.toString()) && Files.isDirectory(logs)) {
                    try (DirectoryStream<Path> found = Files.newDirectoryStream(logs, "*" + RoundMetrics.FILE_SUFFIX)) {
                        found.forEach(files::add);
                    }
                }
            }
        }
        return files;
    }
}
