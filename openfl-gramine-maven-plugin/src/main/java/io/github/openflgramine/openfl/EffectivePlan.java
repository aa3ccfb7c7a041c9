package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A plan as OpenFL has it after it merged the defaults that the plan's sections name (openfl/federated/plan/plan.py,
 * {@code Plan.parse}). In each section the settings of the plan replace those of the file one by one, and so do the
 * section's other keys; nothing below is merged. {@code auto} is not resolved.
 */
public final class EffectivePlan {

    private static final String SETTINGS = "settings";
    private static final String DEFAULTS = "defaults";
    private static final String AGGREGATOR = "aggregator";
    private static final String NETWORK = "network";
    static final String ASSIGNER = "assigner";
    static final String SELECTED_GROUP = "selected_task_group";
    private static final String EVALUATION = "evaluation";

    private final Map<String, Map<Object, @Nullable Object>> sections;
    private final PlanDefaults defaults;
    private final List<String> files = new ArrayList<>();
    private final List<String> unknownFiles = new ArrayList<>();

    private EffectivePlan(Map<String, Map<Object, @Nullable Object>> sections, PlanDefaults defaults) {
        this.sections = sections;
        this.defaults = defaults;
    }

    /**
     * Merges a plan.
     *
     * @throws io.github.openflgramine.GraminizeException if OpenFL could not read the plan
     */
    static EffectivePlan of(PlanText plan, PlanDefaults defaults) {
        EffectivePlan effective = new EffectivePlan(sections(plan), defaults);
        // The objects are changed as OpenFL changes them, in its order: two sections can be one object by an alias.
        for (Map<Object, @Nullable Object> section : effective.sections.values()) {
            if (section.get(SETTINGS) == null) {
                section.put(SETTINGS, new LinkedHashMap<>());
            }
        }
        for (var entry : effective.sections.entrySet()) {
            Object file = entry.getValue().remove(DEFAULTS);
            if (file != null) {
                if (!(file instanceof String path) || !PlanDefaults.isPath(path)) {
                    throw plan.wrong(
                            "a file of OpenFL's own, such as plan/defaults/network.yaml", entry.getKey(), DEFAULTS);
                }
                entry.setValue(effective.merged(path, entry.getValue()));
            }
        }
        return effective;
    }

    private Map<Object, @Nullable Object> merged(String path, Map<Object, @Nullable Object> section) {
        files.add(path);
        Optional<Map<Object, @Nullable Object>> file = defaults.file(path);
        if (file.isEmpty()) {
            unknownFiles.add(path);
            return section;
        }
        Map<Object, @Nullable Object> merged = file.get();
        if (merged.get(SETTINGS) instanceof Map<?, ?> common) {
            Map<Object, @Nullable Object> settings = new LinkedHashMap<>(common);
            settings.putAll((Map<?, ?>) Objects.requireNonNull(section.get(SETTINGS)));
            section.put(SETTINGS, settings);
        }
        merged.putAll(section);
        return merged;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<Object, @Nullable Object>> sections(PlanText plan) {
        Map<String, Map<Object, @Nullable Object>> sections = new TreeMap<>();
        for (var entry : plan.load().entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!(entry.getKey() instanceof String) || !(entry.getValue() instanceof Map<?, ?> section)) {
                throw plan.wrong("a section with template and settings", name);
            }
            if (section.get(SETTINGS) != null && !(section.get(SETTINGS) instanceof Map<?, ?>)) {
                throw plan.wrong("settings, one KEY: VALUE a line", name, SETTINGS);
            }
            sections.put(name, (Map<Object, @Nullable Object>) section);
        }
        return sections;
    }

    /** Returns all sections in order, each with its {@code settings}, as OpenFL's {@code Plan.config}. */
    public Map<String, Map<Object, @Nullable Object>> sections() {
        return Collections.unmodifiableMap(sections);
    }

    /** Returns whether a section names a file of OpenFL's. */
    public boolean namesDefaults() {
        return !files.isEmpty();
    }

    /** Returns the files that sections name by {@code defaults:} and that OpenFL does not have, so that it ignores them. */
    public List<String> unknownDefaults() {
        return List.copyOf(unknownFiles);
    }

    /** Returns whether the participants' connections are encrypted, and the aggregator proves who it is. */
    public boolean usesTls() {
        return flag(NETWORK, "use_tls");
    }

    /** Returns whether a collaborator has to prove who it is. */
    public boolean requiresClientCertificates() {
        return flag(NETWORK, "require_client_auth");
    }

    /** Returns the transport in lower case, as OpenFL compares it: {@code grpc} or {@code rest}. */
    public String transport() {
        return String.valueOf(setting(NETWORK, "transport_protocol")).toLowerCase(Locale.ROOT);
    }

    /** Returns whether the aggregator saves each round in the {@link #checkpointFile} and resumes from it. */
    public boolean keepsCheckpoints() {
        return flag(AGGREGATOR, "persist_checkpoint");
    }

    /** Returns whether collaborators mask their updates, so that the aggregator sees only their sum. */
    public boolean securesAggregation() {
        return flag(AGGREGATOR, "secure_aggregation");
    }

    /** Returns the path of the checkpoints, relative to the workspace. */
    public String checkpointFile() {
        Object file = setting(AGGREGATOR, "persistent_db_path");
        return String.valueOf(isTrue(file) ? file : defaults.ofCode(AGGREGATOR, "persistent_db_path"));
    }

    /** Returns whether the aggregator writes each round's metrics to {@code logs/aggregator_metrics.txt}. */
    public boolean writesMetrics() {
        return flag(AGGREGATOR, "write_logs");
    }

    /** Returns whether the federation only validates the initial model: one round, after which there is no other model. */
    public boolean evaluates() {
        return EVALUATION.equals(setting(ASSIGNER, SELECTED_GROUP));
    }

    /** Returns whether the data are made up: {@code openfl_gramine.dataset.find} has the setting {@code synthetic}. */
    public boolean makesUpData() {
        return setting("data_loader", "source") instanceof Map<?, ?> source && source.get("synthetic") != null;
    }

    /** Refuses a group of tasks that the assigner does not have. */
    void requireTaskGroup(String name) {
        List<String> names = setting(ASSIGNER, "task_groups") instanceof List<?> groups
                ? groups.stream()
                        .filter(Map.class::isInstance)
                        .map(group -> String.valueOf(((Map<?, ?>) group).get("name")))
                        .toList()
                : List.of();
        if (!names.contains(name)) {
            throw new GraminizeException(
                    "openfl.taskGroup=" + name + " is not a group of the plan's assigner; it has "
                            + (names.isEmpty() ? "none" : String.join(", ", names)) + ".",
                    "Give one of these, or add the group to assigner.settings.task_groups: name, percentage, tasks.");
        }
    }

    /** Returns OpenFL's hash of the plan, from which it makes the federation's identifier. */
    String hash() {
        return PlanHash.of(sections);
    }

    /** Returns the value that OpenFL uses; null if it is missing, or is null. */
    @Nullable
    Object setting(String section, String key) {
        Map<?, ?> settings = settings(section);
        return settings.containsKey(key) ? settings.get(key) : defaults.ofCode(section, key);
    }

    private boolean flag(String section, String key) {
        return isTrue(setting(section, key));
    }

    private Map<?, ?> settings(String section) {
        Map<Object, @Nullable Object> found = sections.get(section);
        return found != null && found.get(SETTINGS) instanceof Map<?, ?> settings ? settings : Map.of();
    }

    /** Returns whether Python takes the value for true: any text but the empty one, so {@code "false"} as well. */
    private static boolean isTrue(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof Collection<?> collection) {
            return !collection.isEmpty();
        }
        return value != null && !value.toString().isEmpty();
    }
}
