package io.github.openflgramine.run;

import io.github.openflgramine.openfl.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The model file of an aggregator that has ended. */
public final class TrainedModel {

    private TrainedModel() {}

    /**
     * Finds the model in an aggregator's directory: the one with the best validation, or the last round's if the plan has
     * no validation by which OpenFL compares them; empty if no round has ended.
     */
    public static Optional<Path> in(Path directory, Plan plan) {
        return Stream.of(plan.bestModel(), plan.lastModel())
                .map(directory::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
