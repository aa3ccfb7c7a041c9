package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Warns about insecure settings. With {@code gramine.production} it fails the build instead, with one error for all of
 * them.
 */
public final class ProductionGate {

    private final boolean production;
    private final Set<InsecureSetting> told;
    private final BuildLog log;
    private final List<InsecureSetting> passed = new ArrayList<>();

    public ProductionGate(boolean production, BuildLog log) {
        this(production, new LinkedHashSet<>(), log);
    }

    /**
     * Creates the gate of one goal of a build.
     *
     * @param told the warnings that this build has already given and does not repeat; updated by this gate
     */
    public ProductionGate(boolean production, Set<InsecureSetting> told, BuildLog log) {
        this.production = production;
        this.told = told;
        this.log = log;
    }

    /**
     * Warns about these settings, or refuses them.
     *
     * @throws GraminizeException in production, if there are any
     */
    public void pass(List<InsecureSetting> found) {
        List<InsecureSetting> distinct = found.stream().distinct().toList();
        if (!production) {
            passed.addAll(distinct);
            distinct.stream().filter(told::add).forEach(weakness -> log.warning(weakness.problem(), weakness.remedy()));
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

    /** Warns about or refuses an unsigned image, which cannot run in an enclave. */
    public void passUnsigned(String name) {
        pass(InsecureSettings.ofUnsigned(name));
    }

    /** Returns the insecure settings that passed, for programs. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("verdict", "passed");
        summary.put(
                "insecure_settings",
                passed.stream().distinct().map(ProductionGate::summary).toList());
        return summary;
    }

    private static Map<String, Object> summary(InsecureSetting setting) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("rule", setting.rule().toString().toLowerCase(Locale.ROOT));
        summary.put("problem", setting.problem());
        summary.put("remedy", setting.remedy());
        return summary;
    }

    /** Returns what the gates of this build have found until now. */
    public ProductionVerdict verdict() {
        return new ProductionVerdict(
                production, told.stream().map(InsecureSetting::toString).toList());
    }

    /** Reports the number of warnings in this build, if there were any. */
    public void tellCount() {
        if (!told.isEmpty()) {
            log.insecureSettings(told.size());
        }
    }
}
