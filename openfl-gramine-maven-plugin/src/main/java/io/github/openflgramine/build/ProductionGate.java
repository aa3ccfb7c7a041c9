package io.github.openflgramine.build;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import java.util.stream.Collectors;

/** What weakens an enclave is warned about; with {@code gramine.production} it ends the build, all of it at once. */
public final class ProductionGate {

    private final boolean production;
    private final BuildLog log;

    public ProductionGate(boolean production, BuildLog log) {
        this.production = production;
        this.log = log;
    }

    /**
     * Lets everything pass, or only what has no weakness.
     *
     * @throws GraminizeException in production, when there is any
     */
    void pass(List<Weakness> found) {
        if (!production) {
            found.forEach(weakness -> log.warning(weakness.problem(), weakness.remedy()));
        } else if (found.size() == 1) {
            Weakness only = found.get(0);
            throw new GraminizeException(only.problem() + " gramine.production=true refuses that.", only.remedy());
        } else if (!found.isEmpty()) {
            throw new GraminizeException(
                    "gramine.production=true refuses each of these:\n"
                            + found.stream()
                                    .map(Weakness::toString)
                                    .collect(Collectors.joining("\n    ", "    ", "\n")),
                    "Mend them all.");
        }
    }
}
