package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.openfl.FormerPlan.Difference;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans as OpenFL 1.3 to 1.8 had them. */
final class FormerPlanTest {

    private static final String SETTINGS = """
            aggregator:
              defaults: plan/defaults/aggregator.yaml
              template: openfl.component.Aggregator
              settings:
                rounds_to_train: 2
                %s
            collaborator:
              defaults: plan/defaults/collaborator.yaml
              template: %s
              settings:
                %s
            network:
              defaults: plan/defaults/network.yaml
              settings:
                %s
            """;
    private static final String OPENFLS = "openfl.component.Collaborator";

    @Test
    void a_plan_of_openfl_1_5_is_told_what_each_former_setting_is_called_today() {
        assertThat(found(plan(
                        "log_metric_callback: {}",
                        OPENFLS,
                        "delta_updates: false",
                        "{tls: true, disable_client_auth: false}")))
                .containsExactly(
                        "plan.yaml line 6: OpenFL 1.9 has no aggregator.settings.log_metric_callback; the aggregator would not"
                                + " start. Remove it: with write_logs: true each round's metrics are in"
                                + " logs/aggregator_metrics.txt.",
                        "plan.yaml line 11: OpenFL 1.9 has no collaborator.settings.delta_updates; the collaborator would not"
                                + " start. Write use_delta_updates with the same value.",
                        "plan.yaml line 15: OpenFL 1.9 has no network.settings.tls and ignores it. Write use_tls with the same"
                                + " value.",
                        "plan.yaml line 15: OpenFL 1.9 has no network.settings.disable_client_auth and ignores it. Write"
                                + " require_client_auth with the opposite value.");
    }

    @Test
    void a_plan_of_openfl_1_9_has_nothing_to_change() {
        assertThat(found(plan("write_logs: true", OPENFLS, "use_delta_updates: false", "{use_tls: true}")))
                .isEmpty();
    }

    @Test
    void a_misspelt_setting_is_compared_with_the_known_ones() {
        assertThat(found(plan("db_store_round: 1", OPENFLS, "{}", "{}")))
                .containsExactly(
                        "plan.yaml line 6: OpenFL 1.9 has no aggregator.settings.db_store_round; the aggregator would"
                                + " not start. Write db_store_rounds, if that is meant; else remove it.");
        assertThat(found(plan("colour: red", OPENFLS, "{}", "{}")).get(0))
                .contains("Remove it. The settings are: best_state_path, ");
    }

    @Test
    void a_class_of_the_workspace_may_take_what_it_wants() {
        assertThat(found(plan("write_logs: true", "src.own.Collaborator", "patience: 3", "{}")))
                .isEmpty();
    }

    @Test
    void tasks_call_the_functions_of_today() {
        assertThat(found(plan("write_logs: true", OPENFLS, "{}", "{}") + """
                tasks:
                  train:
                    function: train_batches
                    kwargs: {metrics: [loss]}
                  check:
                    function: validate_task
                """))
                .containsExactly(
                        "plan.yaml line 18: the task train calls train_batches, which OpenFL 1.9's task runners do not have."
                                + " Write function: train_task, and rename the method too if the class in src/ defines it itself.");
    }

    @Test
    void gandlf_s_task_runner_still_has_the_former_functions() {
        assertThat(found(plan("write_logs: true", OPENFLS, "{}", "{}") + """
                task_runner:
                  template: openfl.federated.task.runner_gandlf.GaNDLFTaskRunner
                tasks:
                  train:
                    function: train
                """)).isEmpty();
    }

    @Test
    void former_classes_connectors_and_missing_defaults_are_told() {
        assertThat(found(plan("write_logs: true", OPENFLS, "{}", "{}") + """
                straggler_handling_policy:
                  template: openfl.component.straggler_handling_functions.PercentageBasedStragglerHandling
                connector:
                  defaults: plan/defaults/connector_flower.yaml
                assigner:
                  defaults: plan/defaults/own.yaml
                """))
                .satisfiesExactlyInAnyOrder(
                        stragglers -> assertThat(stragglers)
                                .isEqualTo(
                                        "plan.yaml line 17: OpenFL 1.9 has no openfl.component.straggler_handling_functions."
                                                + "PercentageBasedStragglerHandling. Write"
                                                + " openfl.component.aggregator.straggler_handling.PercentagePolicy."),
                        connector -> assertThat(connector)
                                .startsWith("plan.yaml line 19: a connector starts other programs, such as Flower's"),
                        defaults -> assertThat(defaults)
                                .startsWith("plan.yaml: OpenFL 1.9 does not have plan/defaults/own.yaml"));
    }

    private static String plan(String aggregator, String template, String collaborator, String network) {
        return SETTINGS.formatted(aggregator, template, collaborator, network)
                .replaceAll("settings:\\n +\\{", "settings: {\n      ");
    }

    private static List<String> found(String plan) {
        return FormerPlan.differences(Plan.parse(Path.of("plan.yaml"), plan)).stream()
                .map(FormerPlanTest::text)
                .toList();
    }

    private static String text(Difference found) {
        return found.place() + ": " + found.problem() + " " + found.remedy();
    }
}
