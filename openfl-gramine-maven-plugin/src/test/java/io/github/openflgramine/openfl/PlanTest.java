package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha384;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlanTest {

    private static final Path FILE = PlanFixture.FILE;

    @Test
    void the_template_s_plan_says_what_a_federation_needs() {
        Plan plan = plan("plan.yaml");
        assertThat(plan.aggregatorAddress()).isEmpty();
        assertThat(plan.aggregatorPort()).isEmpty();
        assertThat(plan.rounds()).isEqualTo(3);
        assertThat(plan.initialModel()).isEqualTo("save/flowers_init.pbuf");
        assertThat(plan.bestModel()).isEqualTo("save/flowers_best.pbuf");
        assertThat(plan.collaboratorCount()).hasValue(2);
        assertThat(plan.effective().writesMetrics()).isTrue();
    }

    @Test
    void the_hash_is_the_one_that_openfl_logs() {
        assertThat(plan("plan.yaml").effective().hash())
                .isEqualTo(
                        "d5be3a8e98e0de69b4dadb3a7c4d09e7e71b3a4e8ea3e5c43f8d133dd866dea25a11e6874e9180faac382d95f68677db");
        assertThat(plan("plan-by-fx.yaml").effective().hash())
                .isEqualTo(
                        "8b4e81409378f68c9a60e401545760dbc49a89de8b0581dc30c24c306b67710d2ddb411df7ca0717ca4a70896858a31b");
    }

    @Test
    void a_plan_written_by_pyyaml_has_the_hash_of_its_bytes() {
        assertThat(plan("plan-by-fx.yaml").effective().hash()).isEqualTo(Sha384.hex(text("plan-by-fx.yaml")));
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
    void yaml_1_1_is_read_as_pyyaml_reads_it() {
        assertThat(PyYaml.dump(PyYaml.create().load(text("yaml-1.1.yaml")))).isEqualTo(text("yaml-1.1-by-pyyaml.yaml"));
    }

    @Test
    void a_key_that_occurs_twice_is_refused_with_its_line() {
        assertThatThrownBy(() -> Plan.parse(FILE, text("plan.yaml").replace("agg_port: auto", "agg_addr: other")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageMatching(
                        "plan/plan.yaml line [0-9]+: agg_addr occurs twice in the same section, expected once;"
                                + " OpenFL would use the last. Remove one of the two.");
    }

    @Test
    void an_alias_of_the_part_around_it_is_refused() {
        assertThatThrownBy(() -> Plan.parse(FILE, text("plan.yaml") + "x: &x\n  settings: {y: *x}\n"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is repeated inside itself by an alias");
    }

    @ParameterizedTest
    @CsvSource({
        "https://agg.example.org:8443, has a scheme",
        "agg.example.org:8443, has a port",
        "'\"agg.example.org \"', has a blank",
        "'\"agg.example.org\\n\"', has a blank",
        "'\"\\u200Bagg.example.org\"', has a blank",
        "agg example org, has a blank",
        "fl_aggregator, has an underscore",
        "agg.example.org., ends with a dot",
        "agg.example.org/path, is a part of a URL",
        "user@agg.example.org, is a part of a URL",
        "'\"[::1]:5000\"', is an IPv6 address",
        "'2001:db8::1', is an IPv6 address",
        "10.0.0.256, is a number",
        "'\"123\"', is a number",
        "-agg, is not a host name",
        "agg..org, is not a host name",
        "'\"\"', is empty",
    })
    void an_address_of_another_form_is_named_with_its_line(String address, String problem) {
        Plan plan = Plan.parse(FILE, text("plan.yaml").replace("agg_addr: auto", "agg_addr: " + address));

        assertThatThrownBy(plan::requireValidAddress)
                .isInstanceOf(GraminizeException.class)
                .hasMessageMatching(
                        "plan/plan.yaml line [0-9]+: network.settings.agg_addr is (?s).*, expected a host name or an"
                                + " IPv4 address alone; this " + problem
                                + "\\. Correct it: mvn openfl-gramine:plan-initialize"
                                + " -Dopenfl.aggregator=FQDN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "agg.example.org", "Agg.Example.ORG", "10.0.0.7", "localhost", "a-1", "'no'"})
    void a_host_name_and_an_ipv4_address_are_good_addresses(String address) {
        Plan.parse(FILE, text("plan.yaml").replace("agg_addr: auto", "agg_addr: " + address))
                .requireValidAddress();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "10.5", "1:30", "[a]", "2001-01-01"})
    void an_address_that_yaml_reads_as_something_else_is_refused(String address) {
        Plan plan = Plan.parse(FILE, text("plan.yaml").replace("agg_addr: auto", "agg_addr: " + address));

        assertThatThrownBy(plan::aggregatorAddress)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("network.settings.agg_addr is ")
                .hasMessageContaining("expected a host name, in quotes if YAML reads it as something else");
    }

    @ParameterizedTest
    @CsvSource({
        "50000, 50000",
        "'\"50000\"', 50000",
        "0144, 100",
        "0x50, 80",
        "1_024, 1024",
        "2:30, 150",
        "1, 1",
        "65535, 65535"
    })
    void a_port_is_a_number_of_yaml_1_1_or_digits_in_quotes(String port, int expected) {
        assertThat(Plan.parse(FILE, text("plan.yaml").replace("agg_port: auto", "agg_port: " + port))
                        .aggregatorPort())
                .hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "5e4", "50000.0", "none", "yes", "[1]", "0o144", "99999999999"})
    void a_port_outside_of_its_range_is_refused_with_its_line(String port) {
        assertThatThrownBy(() -> Plan.parse(FILE, text("plan.yaml").replace("agg_port: auto", "agg_port: " + port)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageMatching(
                        "plan/plan.yaml line [0-9]+: network.settings.agg_port is .*, expected a whole number from 1 to"
                                + " 65535\\..*");
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
    void an_address_that_yaml_would_take_for_something_else_is_written_in_quotes() {
        Plan plan = plan("plan.yaml").withAggregator("no", 50000);

        assertThat(plan.text()).contains("    agg_addr: 'no' ");
        assertThat(plan.aggregatorAddress()).contains("no");
    }

    @Test
    void an_address_with_a_port_is_refused_with_an_example() {
        assertThatThrownBy(() -> plan("plan.yaml").withAggregator("host:123", 50000))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("openfl.aggregator=host:123")
                .hasMessageContaining("-Dopenfl.aggregator=host.example.org");
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
                        "plan/plan.yaml line 7: aggregator.settings.rounds_to_train is many, expected a whole number from 0");
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

    private static List<String> changedLines(String before, String after) {
        List<String> old = before.lines().toList();
        List<String> changed = new ArrayList<>(after.lines().toList());
        changed.removeAll(old);
        return changed;
    }

    private static Plan plan(String name) {
        return PlanFixture.plan(name);
    }

    private static String text(String name) {
        return PlanFixture.text(name);
    }
}
