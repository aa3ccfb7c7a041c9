package io.github.openflgramine.openfl;

import io.github.openflgramine.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a plan has that OpenFL 1.9 does not, mostly from OpenFL 1.3 to 1.8. The settings of 1.9 are the parameters of its
 * constructors (openfl/component/aggregator/aggregator.py, collaborator/collaborator.py); an unknown one ends an actor
 * with a TypeError, except in the section network, where it is ignored.
 */
public final class FormerPlan {

    private static final String AGGREGATOR = "aggregator";
    private static final String COLLABORATOR = "collaborator";
    private static final String NETWORK = "network";
    private static final String TASKS = "tasks";
    private static final String TASK_RUNNER = "task_runner";
    private static final String GANDLF = "openfl.federated.task.runner_gandlf.";
    private static final String SETTINGS = "settings";
    private static final String TEMPLATE = "template";
    private static final String FUNCTION = "function";

    private static final Map<String, Set<String>> SETTINGS_OF = Map.of(
            AGGREGATOR,
            Set.of(
                    "init_state_path",
                    "best_state_path",
                    "last_state_path",
                    "use_delta_updates",
                    "rounds_to_train",
                    "single_col_cert_common_name",
                    "db_store_rounds",
                    "log_memory_usage",
                    "write_logs",
                    "save_native_model",
                    "callbacks",
                    "persist_checkpoint",
                    "persistent_db_path",
                    "secure_aggregation"),
            COLLABORATOR,
            Set.of(
                    "opt_treatment",
                    "device_assignment_policy",
                    "use_delta_updates",
                    "db_store_rounds",
                    "log_memory_usage",
                    "write_logs",
                    "callbacks",
                    "interop_mode"));

    /** What to write today instead of a former setting. */
    private static final Map<String, String> TODAY = Map.of(
            "network.tls", "Write use_tls with the same value.",
            "network.disable_tls", "Write use_tls with the opposite value.",
            "network.disable_client_auth", "Write require_client_auth with the opposite value.",
            "collaborator.delta_updates", "Write use_delta_updates with the same value.",
            "aggregator.delta_updates", "Write use_delta_updates with the same value.",
            "aggregator.log_metric_callback",
                    "Remove it: with write_logs: true each round's metrics are in logs/aggregator_metrics.txt.");

    private static final Map<String, String> FUNCTIONS =
            Map.of("validate", "validate_task", "train_batches", "train_task", "train", "train_task");

    private static final String FORMER_STRAGGLERS = "openfl.component.straggler_handling_functions.";
    private static final String STRAGGLERS = "openfl.component.aggregator.straggler_handling.";

    private final Plan plan;
    private final List<Difference> found = new ArrayList<>();

    private FormerPlan(Plan plan) {
        this.plan = plan;
    }

    /**
     * Something to change.
     *
     * @param place file and line
     */
    public record Difference(String place, String problem, String remedy) {}

    /** Returns what has to change, by sections. */
    public static List<Difference> differences(Plan plan) {
        FormerPlan former = new FormerPlan(plan);
        plan.effective().sections().forEach((name, section) -> {
            former.settings(name, section);
            former.template(name, section);
        });
        former.tasks(plan.effective().sections().getOrDefault(TASKS, Map.of()));
        former.connector();
        for (String file : plan.effective().unknownDefaults()) {
            former.found.add(new Difference(
                    plan.file().toString(),
                    "OpenFL " + PlanDefaults.VERSION + " does not have " + file + " and ignores the line defaults.",
                    "Write the values below settings, and remove the line."));
        }
        return List.copyOf(former.found);
    }

    private void settings(String section, Map<?, ?> content) {
        if (!(content.get(SETTINGS) instanceof Map<?, ?> settings)) {
            return;
        }
        Set<String> known = isOpenfls(content) ? SETTINGS_OF.getOrDefault(section, Set.of()) : Set.of();
        for (Object key : settings.keySet()) {
            String name = String.valueOf(key);
            String place = plan.line(section, SETTINGS, name);
            String today = TODAY.get(section + "." + name);
            if (place.isEmpty() || (today == null && (known.isEmpty() || known.contains(name)))) {
                continue;
            }
            found.add(new Difference(
                    plan.file() + place,
                    "OpenFL " + PlanDefaults.VERSION + " has no " + section + ".settings." + name
                            + (section.equals(NETWORK) ? " and ignores it." : "; the " + section + " would not start."),
                    today == null ? unknown(name, known) : today));
        }
    }

    /** Returns whether the section's class is OpenFL's own, so that its parameters are known. */
    private static boolean isOpenfls(Map<?, ?> section) {
        return String.valueOf(section.get(TEMPLATE)).startsWith("openfl.component.");
    }

    private static String unknown(String name, Set<String> known) {
        Optional<String> nearest = NearestName.of(name, new TreeSet<>(known));
        return nearest.map(near -> "Write " + near + ", if that is meant; else remove it.")
                .orElseGet(() -> "Remove it. The settings are: "
                        + known.stream().sorted().collect(Collectors.joining(", ")) + ".");
    }

    private void template(String section, Map<?, ?> content) {
        String template = String.valueOf(content.get(TEMPLATE));
        if (template.startsWith(FORMER_STRAGGLERS)) {
            found.add(new Difference(
                    plan.file() + plan.line(section, TEMPLATE),
                    "OpenFL " + PlanDefaults.VERSION + " has no " + template + ".",
                    "Write " + STRAGGLERS
                            + template.substring(FORMER_STRAGGLERS.length()).replace("BasedStragglerHandling", "Policy")
                            + "."));
        }
    }

    private void tasks(Map<?, ?> tasks) {
        Map<?, ?> runner = plan.effective().sections().getOrDefault(TASK_RUNNER, Map.of());
        if (String.valueOf(runner.get(TEMPLATE)).startsWith(GANDLF)) {
            return; // The only one of OpenFL's that still has the former functions.
        }
        tasks.forEach((key, task) -> {
            String name = String.valueOf(key);
            String place = plan.line(TASKS, name, FUNCTION);
            String function = task instanceof Map<?, ?> entries ? String.valueOf(entries.get(FUNCTION)) : "";
            if (!place.isEmpty() && FUNCTIONS.containsKey(function)) {
                found.add(new Difference(
                        plan.file() + place,
                        "the task " + name + " calls " + function + ", which OpenFL " + PlanDefaults.VERSION
                                + "'s task runners do not have.",
                        "Write function: " + FUNCTIONS.get(function)
                                + ", and rename the method too if the class in src/ defines it itself."));
            }
        });
    }

    private void connector() {
        if (plan.effective().sections().containsKey("connector")) {
            found.add(new Difference(
                    plan.file() + plan.line("connector"),
                    "a connector starts other programs, such as Flower's SuperLink and SuperNode, which an enclave cannot"
                            + " do.",
                    "Write the training as a task runner of OpenFL's; connectors are not supported."));
        }
    }
}
