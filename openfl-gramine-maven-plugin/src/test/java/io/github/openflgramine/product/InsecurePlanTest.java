package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.openfl.Plan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InsecurePlanTest {

    private static final String SECURE = """
            aggregator:
              settings:
                rounds_to_train: 1
                persist_checkpoint: false
            network:
              settings:
                agg_addr: agg.example.org
                agg_port: 50000
            """;

    @Test
    void what_openfl_has_by_default_in_the_network_is_secure() {
        assertThat(found(SECURE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "use_tls: false, TLS",
        "use_tls: no, TLS",
        "use_tls: 0, TLS",
        "use_tls: null, TLS",
        "use_tls:, TLS",
        "require_client_auth: false, CLIENT_CERTIFICATES",
        "require_client_auth: off, CLIENT_CERTIFICATES",
        "transport_protocol: rest, TRANSPORT",
        "transport_protocol: REST, TRANSPORT",
        "transport_protocol: other, TRANSPORT",
        "transport_protocol:, TRANSPORT",
    })
    void the_network_is_found_to_be_insecure(String line, ProductionRule rule) {
        assertThat(found(SECURE + "    " + line + "\n")).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"use_tls: yes", "use_tls: 'false'", "require_client_auth: 1", "transport_protocol: GRPC"})
    void what_openfl_takes_for_secure_is_accepted(String line) {
        assertThat(found(SECURE + "    " + line + "\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://agg.example.org", "agg.example.org:50000", "'agg.example.org '", "fl_aggregator"})
    void an_address_to_which_nobody_can_connect_is_found(String address) {
        assertThat(found(SECURE.replace("agg.example.org", address)))
                .containsExactly(ProductionRule.AGGREGATOR_ADDRESS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"persist_checkpoint: true", "persist_checkpoint: 'false'", "db_store_rounds: 2"})
    void checkpoints_are_found_also_by_default(String line) {
        assertThat(found(SECURE.replace("persist_checkpoint: false", line)))
                .containsExactly(ProductionRule.CHECKPOINTS);
    }

    @Test
    void checkpoints_are_accepted_in_a_directory_that_the_image_encrypts() {
        Plan plan = plan(SECURE.replace("persist_checkpoint: false", "persistent_db_path: local_state/tensor.db"));

        assertThat(InsecurePlan.of(plan, "local_state/tensor.db"::equals)).isEmpty();
        assertThat(InsecurePlan.of(plan, "tensor.db"::equals)).hasSize(1);
    }

    @Test
    void made_up_data_are_found() {
        String loader = SECURE + "data_loader:\n  settings:\n    source:\n      name: fra.txt\n";

        assertThat(found(loader)).isEmpty();
        assertThat(found(loader + "      synthetic: 40\n")).containsExactly(ProductionRule.SYNTHETIC_DATA);
    }

    @Test
    void a_setting_is_named_with_its_line_or_as_a_default() {
        Plan plan = plan(SECURE.replace("    persist_checkpoint: false\n", "") + "    use_tls: off\n");

        assertThat(InsecurePlan.of(plan, path -> false))
                .extracting(InsecureSetting::problem)
                .satisfiesExactly(
                        tls -> assertThat(tls)
                                .startsWith(
                                        "plan/plan.yaml line 8: network.settings.use_tls is false, expected true: "),
                        kept -> assertThat(kept)
                                .startsWith(
                                        "plan/plan.yaml: aggregator.settings.persist_checkpoint is true by OpenFL's default,"
                                                + " expected false: "));
    }

    private static List<ProductionRule> found(String text) {
        return InsecurePlan.of(plan(text), path -> false).stream()
                .map(InsecureSetting::rule)
                .toList();
    }

    private static Plan plan(String text) {
        return Plan.parse(Path.of("plan/plan.yaml"), text);
    }
}
