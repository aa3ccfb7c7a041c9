package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EffectivePlanTest {

    private static final String SILENT = """
            aggregator:
              settings: {rounds_to_train: 1, init_state_path: save/init.pbuf}
            network:
              settings: {agg_addr: localhost, agg_port: 50000}
            """;

    @Test
    void defaults_are_merged_as_openfl_merges_them() {
        EffectivePlan plan = PlanFixture.plan("plan-by-defaults.yaml").effective();

        assertThat(PyYaml.dump(plan.sections())).isEqualTo(PlanFixture.text("plan-by-defaults-by-openfl.yaml"));
    }

    @Test
    void a_file_that_openfl_does_not_have_is_told() {
        EffectivePlan plan = PlanFixture.plan("plan-by-defaults.yaml").effective();

        assertThat(plan.unknownDefaults()).containsExactly("plan/defaults/no_such_file.yaml");
    }

    @Test
    void a_setting_that_nobody_makes_has_the_value_of_openfls_code() {
        EffectivePlan plan = plan(SILENT);

        assertThat(plan.usesTls()).isTrue();
        assertThat(plan.requiresClientCertificates()).isTrue();
        assertThat(plan.transport()).isEqualTo("grpc");
        assertThat(plan.keepsCheckpoints()).isTrue();
        assertThat(plan.checkpointFile()).isEqualTo("tensor.db");
        assertThat(plan.writesMetrics()).isFalse();
    }

    @Test
    void a_defaults_file_comes_before_openfls_code() {
        EffectivePlan plan =
                plan(SILENT.replace("aggregator:", "aggregator:\n  defaults: plan/defaults/aggregator.yaml"));

        assertThat(plan.keepsCheckpoints()).isTrue();
        assertThat(plan.checkpointFile()).isEqualTo("local_state/tensor.db");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "false, false",
                "no, false",
                "Off, false",
                "0, false",
                "null, false",
                "``, false",
                "'', false",
                "{}, false",
                "[], false",
                "0.0, false",
                "true, true",
                "yes, true",
                "1, true",
                "'false', true",
                "\"no\", true",
                "n, true",
                "!!str 0, true"
            })
    void a_switch_is_on_where_python_takes_its_value_for_true(String value, boolean isOn) {
        EffectivePlan plan = plan(SILENT.replace("settings: {agg", "settings:\n    use_tls: " + value + "\n    agg")
                .replace("localhost, ", "localhost\n    ")
                .replace("50000}", "50000"));

        assertThat(plan.usesTls()).isEqualTo(isOn);
    }

    @Test
    void the_defaults_of_another_installation_take_the_place_of_ours() {
        Plan plan = Plan.parse(
                Path.of("plan.yaml"), SILENT.replace("network:", "network:\n  defaults: plan/defaults/network.yaml"));
        PlanDefaults forked = PlanDefaults.ofInstallation(
                Map.of("plan/defaults/network.yaml", "settings: {use_tls: false, agg_port: 1}"));

        assertThat(plan.effective().usesTls()).isTrue();
        assertThat(plan.withDefaults(forked).effective().usesTls()).isFalse();
        assertThat(plan.withDefaults(forked).aggregatorPort()).hasValue(50000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/network.yaml",
                "../network.yaml",
                "plan/defaults/../../x.yaml",
                "plan/plans/default/plan.yaml",
                "'a b'",
                "[1]",
                "''",
                "5"
            })
    void defaults_elsewhere_are_refused_with_their_line(String path) {
        assertThatThrownBy(() -> plan(SILENT.replace("network:", "network:\n  defaults: " + path)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("plan.yaml line 4: network.defaults is ")
                .hasMessageContaining("expected a file of OpenFL's own, such as plan/defaults/network.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasks:", "tasks: [1]", "tasks: text"})
    void a_section_that_is_none_is_refused_with_its_line(String section) {
        assertThatThrownBy(() -> plan(SILENT + section))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("plan.yaml line 5: tasks is ")
                .hasMessageContaining("expected a section with template and settings");
    }

    private static EffectivePlan plan(String text) {
        return Plan.parse(Path.of("plan.yaml"), text).effective();
    }
}
