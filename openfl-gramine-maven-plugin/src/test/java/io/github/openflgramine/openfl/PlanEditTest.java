package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each case has the network section before and after {@code plan-initialize}, separated by an arrow. */
final class PlanEditTest {

    private static final String AGGREGATOR = "aggregator:\n  settings: {rounds_to_train: 1}\n";

    @ParameterizedTest
    @ValueSource(strings = {"""
                network:
                  settings: {agg_addr: auto, agg_port: auto}   # both
                -->
                network:
                  settings: {agg_addr: host, agg_port: 50000}   # both
                """, """
                network :
                  defaults : plan/defaults/network.yaml   # OpenFL's
                # the end
                -->
                network :
                  defaults : plan/defaults/network.yaml   # OpenFL's
                  settings:
                    agg_addr: host
                    agg_port: 50000
                # the end
                """, """
                network :
                  defaults : plan/defaults/network.yaml
                  settings :
                    {}
                -->
                network :
                  defaults : plan/defaults/network.yaml
                  settings :
                    {agg_port: 50000, agg_addr: host}
                """, """
                network:
                    settings:   # nothing yet
                    template: openfl.federation.Network
                -->
                network:
                    settings:
                      agg_addr: host   # nothing yet
                      agg_port: 50000
                    template: openfl.federation.Network
                """, """
                network: {defaults: plan/defaults/network.yaml}
                -->
                network: {settings: {agg_port: 50000, agg_addr: host}, defaults: plan/defaults/network.yaml}
                """, """
                network: {settings: , template: x}
                -->
                network: {settings: {agg_port: 50000, agg_addr: host} , template: x}
                """, """
                network:
                  settings:
                    agg_port: 123   # kept
                    nested:
                    - [1, 2]
                -->
                network:
                  settings:
                    agg_port: 50000   # kept
                    nested:
                    - [1, 2]
                    agg_addr: host
                """, """
                network:
                  settings:
                    text: |
                      several
                      lines
                -->
                network:
                  settings:
                    agg_port: 50000
                    agg_addr: host
                    text: |
                      several
                      lines
                """, """
                network:
                  settings:
                    agg_addr:
                    agg_port: "auto"
                -->
                network:
                  settings:
                    agg_addr: host
                    agg_port: 50000
                """, """
                x-common: {settings: {agg_addr: auto, hash_salt: &a auto}}
                network:
                  <<: {template: x}
                  settings:
                    agg_addr: *a
                    agg_port: &port auto   # anchors stay
                -->
                x-common: {settings: {agg_addr: auto, hash_salt: &a auto}}
                network:
                  <<: {template: x}
                  settings:
                    agg_addr: host
                    agg_port: &port 50000   # anchors stay
                """, """
                x-common: &c {agg_addr: other, agg_port: 1}
                network:
                  settings:
                    <<: *c
                    use_tls: true
                -->
                x-common: &c {agg_addr: other, agg_port: 1}
                network:
                  settings:
                    <<: *c
                    use_tls: true
                    agg_addr: host
                    agg_port: 50000
                """, """
                network:
                  settings:
                    - no mapping
                -->
                """, """
                x: &x {settings: {agg_addr: auto}}
                network: *x
                -->
                """, """
                x: {settings: &x auto}
                network:
                  settings: {agg_addr: &y auto, agg_port: auto, hash_salt: *y}
                -->
                """})
    void address_and_port_are_written_or_the_plan_is_refused_as_it_is(String example) {
        String[] parts = example.split("-->\n", -1);
        String before = AGGREGATOR + parts[0];
        for (String newline : new String[] {"\n", "\r\n"}) {
            String text = before.replace("\n", newline);
            if (parts[1].isEmpty()) {
                assertThatThrownBy(() -> initialized(text))
                        .isInstanceOf(GraminizeException.class)
                        .hasMessageStartingWith("plan.yaml ");
            } else {
                assertThat(initialized(text)).isEqualTo((AGGREGATOR + parts[1]).replace("\n", newline));
            }
        }
    }

    private static String initialized(String text) {
        return Plan.parse(Path.of("plan.yaml"), text)
                .withAggregator("host", 50000)
                .text();
    }
}
