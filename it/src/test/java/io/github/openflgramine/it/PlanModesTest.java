package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a build says of plans, with the real OpenFL. */
final class PlanModesTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(PlanModesTest.class);

    @Test
    void each_mode_of_openfl_that_needs_no_more_than_numpy_can_be_constructed_and_each_mistake_is_named()
            throws IOException {
        String pipeline = "openfl.pipelines.NoCompressionPipeline\n  settings: {}";
        String metrics = "      metrics: [loss]";
        String function = metrics + "\n    aggregation_type: {template: openfl.interface.aggregation_functions.";
        String policy = "openfl.component.WaitForAllPolicy\n  settings: {}";
        String stragglers = "openfl.component.aggregator.straggler_handling.";
        PlanModes modes = new PlanModes(MavenBuild.generate(DIRECTORY, "plans", "numpy"))
                .with("good-kc", pipeline, "openfl.pipelines.KCPipeline\n  settings: {n_clusters: 6}")
                .with(
                        "good-skc",
                        pipeline,
                        "openfl.pipelines.SKCPipeline\n  settings: {p_sparsity: 0.5, n_clusters: 6}")
                .with("good-stc", pipeline, "openfl.pipelines.STCPipeline\n  settings: {p_sparsity: 0.5}")
                .with("good-shift", pipeline, "openfl.pipelines.RandomShiftPipeline\n  settings: {}")
                .with("good-median", metrics, function + "Median}")
                .with("good-geometric", metrics, function + "GeometricMedian}")
                .with("good-fedcurv", metrics, function + "FedCurvWeightedAverage}")
                .with("bad-bagging", metrics, function + "FedBaggingXGBoost}")
                .with(
                        "good-percent",
                        policy,
                        stragglers + "PercentagePolicy\n  settings: {percent_collaborators_needed: 0.5}")
                .with("good-cutoff", policy, stragglers + "CutoffTimePolicy\n  settings: {straggler_cutoff_time: 9}")
                .with("good-evaluation", "    task_groups:", "    selected_task_group: evaluation\n    task_groups:")
                .with("bad-eden", pipeline, "openfl.pipelines.EdenPipeline\n  settings: {}")
                .with("bad-adam", metrics, function + "AdamAdaptiveAggregation}")
                .with("bad-stragglers", policy, stragglers + "PercentagePolicy\n  settings: {percent: 0.5}")
                .with("bad-secure", "write_logs: true", "secure_aggregation: true\n    write_logs: true")
                .with("bad-group", "    task_groups:", "    selected_task_group: validation\n    task_groups:")
                .with("bad-task", "aggregated_model_validation, train,", "aggregated_model_validation, trian,")
                .with("bad-function", "function: train_task", "function: train")
                .with("bad-connector", "network:", "connector: {template: openfl.component.ConnectorFlower}\nnetwork:");

        List<String> tried = modes.tried();

        assertThat(tried.stream().filter(line -> line.endsWith(" tried"))).hasSize(19);
        assertThat(tried.stream().filter(line -> line.startsWith("good-") && !line.endsWith(" tried")))
                .isEmpty();
        assertThat(String.join("\n", tried))
                .contains(
                        "bad-eden compression_pipeline.template: openfl.pipelines has no EdenPipeline.",
                        "bad-adam tasks.train.aggregation_type: openfl.interface.aggregation_functions.AdamAdaptiveAggregation",
                        "bad-bagging tasks.train.aggregation_type.template: FedBaggingXGBoost joins the trees of XGBoost",
                        "bad-stragglers straggler_handling_policy.settings.percent: ",
                        "bad-secure aggregator.settings.secure_aggregation: secure aggregation needs pycryptodome",
                        "bad-group assigner.settings.selected_task_group: selected_task_group is validation",
                        "bad-task assigner.settings.task_groups: the assigner assigns the task trian",
                        "bad-function tasks.train.function: the task train calls train,",
                        "bad-connector connector: a connector starts other programs");
    }
}
