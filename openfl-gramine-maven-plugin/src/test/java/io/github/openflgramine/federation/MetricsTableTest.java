package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.openfl.RoundMetrics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class MetricsTableTest {

    private static final String VALIDATION = "aggregated_model_validation/accuracy";
    private static final List<RoundMetrics> ROUNDS = List.of(
            new RoundMetrics(0, 1.2045, new TreeMap<>(Map.of(VALIDATION, 0.26666668, "train/loss", 0.1363))),
            new RoundMetrics(1, 12.0333, new TreeMap<>(Map.of(VALIDATION, 0.96666, "train/loss", Double.NaN))));

    @Test
    void the_table_is_aligned_to_the_right() {
        assertThat(new MetricsTable(ROUNDS).lines())
                .containsExactly(
                        "round  seconds  aggregated_model_validation/accuracy  train/loss",
                        "    0      1.2                                0.2667      0.1363",
                        "    1     12.0                                0.9667         NaN");
    }

    @Test
    void the_csv_has_every_digit() {
        assertThat(new MetricsTable(ROUNDS).csv().lines().toList()).contains("0,1.2045,0.26666668,0.1363");
    }
}
