package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What weakens an enclave is warned about; with {@code gramine.production} it ends the build, all of it at once. */
public final class ProductionGate {

    private final boolean production;
    private final Set<String> told;
    private final BuildLog log;

    public ProductionGate(boolean production, BuildLog log) {
        this(production, new LinkedHashSet<>(), log);
    }

    /**
     * For one of several goals of a build.
     *
     * @param told what this build has warned of already, and is not warned of again; changed here
     */
    public ProductionGate(boolean production, Set<String> told, BuildLog log) {
        this.production = production;
        this.told = told;
        this.log = log;
    }

    /**
     * Lets everything pass, or only what has no insecure setting.
     *
     * @throws GraminizeException in production, when there is any
     */
    public void pass(List<InsecureSetting> found) {
        List<InsecureSetting> distinct = found.stream().distinct().toList();
        if (!production) {
            distinct.stream()
                    .filter(weakness -> told.add(weakness.toString()))
                    .forEach(weakness -> log.warning(weakness.problem(), weakness.remedy()));
        } else if (distinct.size() == 1) {
            InsecureSetting only = distinct.get(0);
            throw new GraminizeException(only.problem() + " gramine.production=true refuses this.", only.remedy());
        } else if (!distinct.isEmpty()) {
            throw new GraminizeException(
                    "gramine.production=true refuses each of these:\n"
                            + distinct.stream()
                                    .map(InsecureSetting::toString)
                                    .collect(Collectors.joining("\n    ", "    ", "\n")),
                    "Fix all of them.");
        }
    }

    /** An image that nobody can start in an enclave. */
    public void passUnsigned(String name) {
        pass(InsecureSettings.ofUnsigned(name));
    }

    /** How many warnings there were in this build, where there were any. */
    public void tellCount() {
        if (!told.isEmpty()) {
            log.insecureSettings(told.size());
        }
    }
}
