package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha384;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PlanTest {

    private static final Path FILE = Path.of("plan/plan.yaml");

    @Test
    void the_template_s_plan_says_what_a_federation_needs() {
        Plan plan = plan("plan.yaml");
        assertThat(plan.aggregatorAddress()).isEmpty();
        assertThat(plan.aggregatorPort()).isEmpty();
        assertThat(plan.rounds()).isEqualTo(3);
        assertThat(plan.initialModel()).isEqualTo("save/flowers_init.pbuf");
        assertThat(plan.bestModel()).isEqualTo("save/flowers_best.pbuf");
        assertThat(plan.collaboratorCount()).hasValue(2);
        assertThat(plan.writesMetrics()).isTrue();
    }

    @Test
    void the_hash_is_the_one_that_openfl_logs() {
        assertThat(plan("plan.yaml").hash())
                .contains(
                        "d5be3a8e98e0de69b4dadb3a7c4d09e7e71b3a4e8ea3e5c43f8d133dd866dea25a11e6874e9180faac382d95f68677db");
        assertThat(plan("plan-by-fx.yaml").hash())
                .contains(
                        "8b4e81409378f68c9a60e401545760dbc49a89de8b0581dc30c24c306b67710d2ddb411df7ca0717ca4a70896858a31b");
    }

    @Test
    void a_plan_written_by_pyyaml_has_the_hash_of_its_bytes() {
        assertThat(plan("plan-by-fx.yaml").hash()).contains(Sha384.hex(text("plan-by-fx.yaml")));
    }

    @Test
    void the_generated_port_is_the_one_on_which_openfl_listened() {
        assertThat(plan("plan.yaml").generatedPort("localhost")).isEqualTo(50912);
    }

    @Test
    void yaml_is_dumped_as_pyyaml_dumps_it() {
        assertThat(PyYaml.dump(PyYaml.create().load(text("tricky.yaml")))).isEqualTo(text("tricky-by-pyyaml.yaml"));
    }

    @Test
    void writing_the_address_changes_these_two_lines_and_nothing_else() {
        String before = text("plan.yaml");
        String after =
                plan("plan.yaml").withAggregator("host.example.org", 50000).text();
        assertThat(after.lines().toList()).hasSameSizeAs(before.lines().toList());
        assertThat(changedLines(before, after))
                .containsExactly(
                        "    agg_addr: host.example.org              # plan-initialize writes both",
                        "    agg_port: 50000");
    }

    @Test
    void other_characters_than_ascii_before_the_value_do_not_move_the_edit() {
        Plan plan = Plan.parse(FILE, text("plan.yaml").replace("# The plan", "# 🧿 Der Plän"));
        assertThat(plan.withAggregator("10.0.0.1", 50000).aggregatorAddress()).contains("10.0.0.1");
        assertThat(plan.withRounds(7).rounds()).isEqualTo(7);
    }

    @Test
    void an_address_that_yaml_would_take_for_something_else_is_not_written() {
        assertThatThrownBy(() -> plan("plan.yaml").withAggregator("no", 50000)).isInstanceOf(GraminizeException.class);
    }

    @Test
    void an_address_with_a_port_is_refused_with_an_example() {
        assertThatThrownBy(() -> plan("plan.yaml").withAggregator("host:123", 50000))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("openfl.aggregator=host:123")
                .hasMessageContaining("-Dopenfl.aggregator=host.example.org");
    }

    @Test
    void a_missing_entry_is_named_with_what_to_add() {
        Plan plan = Plan.parse(FILE, text("plan.yaml").replaceAll(" +agg_addr: .*\n", ""));
        assertThatThrownBy(() -> plan.withAggregator("localhost", 50000))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("plan/plan.yaml has no network.settings.agg_addr")
                .hasMessageContaining("Add it below network.settings:  agg_addr: auto");
    }

    @Test
    void an_alias_that_would_carry_the_change_further_is_refused() {
        Plan plan = Plan.parse(
                FILE,
                text("plan.yaml")
                        .replace("agg_addr: auto", "agg_addr: &a auto")
                        .replace("hash_salt: auto", "hash_salt: *a"));
        assertThatThrownBy(() -> plan.withAggregator("localhost", 50000)).isInstanceOf(GraminizeException.class);
    }

    @Test
    void a_wrong_value_is_named_with_its_line() {
        assertThatThrownBy(() ->
                        Plan.parse(FILE, text("plan.yaml").replace("rounds_to_train: 3", "rounds_to_train: many")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(
                        "plan/plan.yaml line 7: aggregator.settings.rounds_to_train is many, expected a whole number from 1");
    }

    @Test
    void a_syntax_error_is_named_with_its_line() {
        assertThatThrownBy(() -> Plan.parse(FILE, "aggregator:\n  settings: a: b\nnetwork: {}\n"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("plan/plan.yaml line 2 is not YAML");
    }

    @Test
    void a_model_outside_of_save_is_refused() {
        Plan plan = Plan.parse(FILE, text("plan.yaml").replace("save/flowers_init", "save/../../flowers_init"));
        assertThatThrownBy(plan::initialModel)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("expected a file in save/");
    }

    @Test
    void a_plan_with_defaults_of_openfl_has_no_hash_here_but_a_port() {
        Plan plan = Plan.parse(
                FILE, text("plan.yaml").replace("network:\n", "network:\n  defaults: plan/defaults/network.yaml\n"));
        assertThat(plan.hash()).isEmpty();
        assertThat(plan.generatedPort("localhost")).isBetween(49152, 60999);
    }

    private static List<String> changedLines(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> changed = new ArrayList<>(after.lines().toList());
        changed.removeAll(old);
        return changed;
    }

    private static Plan plan(String name) {
        return Plan.parse(FILE, text(name));
    }

    @Test
    void checkpoints_are_kept_unless_the_plan_says_otherwise_and_beside_the_code_unless_it_says_where()
            throws IOException {
        String plan = text("plan.yaml").replaceFirst("(?m)^ *persist_checkpoint.*\n", "");
        assertThat(Plan.parse(FILE, plan).keepsCheckpoints()).isTrue();
        assertThat(Plan.parse(FILE, plan).checkpointFile()).contains("tensor.db");

        String elsewhere = plan.replaceFirst("settings:", "settings:\n    persistent_db_path: local_state/tensor.db");
        assertThat(Plan.parse(FILE, elsewhere).checkpointFile()).contains("local_state/tensor.db");
        String decided = plan.replaceFirst("aggregator:", "aggregator:\n  defaults: plan/defaults/aggregator.yaml");
        assertThat(Plan.parse(FILE, decided).checkpointFile()).isEmpty();
    }

    private static String text(String name) {
        try (InputStream in = PlanTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
