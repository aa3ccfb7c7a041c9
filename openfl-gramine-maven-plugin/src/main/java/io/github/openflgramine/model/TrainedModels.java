package io.github.openflgramine.model;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.run.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The places at which a workspace's federations leave their models.
 *
 * @param plan names the models
 * @param aggregators directories of aggregators: of the last federation on this machine, and of the start goals
 */
public record TrainedModels(Plan plan, List<Path> aggregators) {

    private static final String BEST = "best";
    private static final String LAST = "last";

    public TrainedModels {
        aggregators = List.copyOf(aggregators);
    }

    /**
     * A model and the directory of the aggregator that left it.
     *
     * @param aggregator empty if the model is not in a directory {@code save}
     */
    record Found(Path file, Optional<Path> aggregator) {}

    /**
     * Finds a model.
     *
     * @param wanted {@code best}, {@code last} or a file; of several directories with such a model, the one with the newest
     *     is meant
     * @throws GraminizeException if there is none
     */
    Found find(String wanted) throws IOException {
        if (!wanted.equals(BEST) && !wanted.equals(LAST)) {
            return given(Path.of(wanted));
        }
        Optional<Found> newest = Optional.empty();
        for (Path directory : aggregators) {
            Optional<Path> file = wanted.equals(BEST)
                    ? TrainedModel.in(directory, plan)
                    : Optional.of(directory.resolve(plan.lastModel())).filter(Files::isRegularFile);
            if (file.isPresent()
                    && (newest.isEmpty() || time(newest.get().file()).compareTo(time(file.get())) < 0)) {
                newest = Optional.of(new Found(file.get(), Optional.of(directory)));
            }
        }
        newest.map(Found::file).filter(TrainedModels::isAnalytics).ifPresent(file -> {
            throw new GraminizeException(
                    file + " is the result of federated analytics, in JSON; there is no model to save.",
                    "Read that file.");
        });
        return newest.orElseThrow(() -> new GraminizeException(
                "There is no trained model: neither "
                        + aggregators.stream()
                                .map(directory ->
                                        directory.resolve(plan.lastModel()).toString())
                                .collect(Collectors.joining(" nor "))
                        + " exists.",
                "Run mvn openfl-gramine:federation, or give the model's file: -Dopenfl.model=NAME_best.pbuf"));
    }

    /** OpenFL writes what analytics found as JSON, to the plan's last_state_path, whatever the file is called. */
    private static boolean isAnalytics(Path file) {
        return file.toString().endsWith(".json");
    }

    private static Found given(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new GraminizeException(
                    "openfl.model=" + file + " is neither best nor last, and there is no such file.",
                    "Give the model that the aggregator left in save/, for example"
                            + " -Dopenfl.model=target/federation/aggregator/save/NAME_last.pbuf");
        }
        Optional<Path> save =
                Optional.ofNullable(file.toAbsolutePath().getParent()).filter(directory -> directory.endsWith("save"));
        return new Found(file, save.map(Path::getParent));
    }

    private static FileTime time(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }
}
