package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.openfl.RoundMetrics;
import io.github.openflgramine.run.ActorMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A federation's result for programs. */
final class FederationResultTest {

    @Test
    void it_has_the_rounds_with_their_metrics_and_the_model() throws IOException {
        JsonNode document = ResultSchema.printed(
                "federation",
                of(new RoundMetrics(0, 1.5, new TreeMap<>(Map.of("train/loss", 0.25, "validation/acc", Double.NaN))))
                        .summary());

        assertThat(document.at("/rounds/0/metrics/train~1loss").asDouble()).isEqualTo(0.25);
        assertThat(document.at("/rounds/0/metrics/validation~1acc").asText()).isEqualTo("NaN");
        assertThat(document.get("model").asText()).endsWith("save/best.pbuf");
    }

    @Test
    void without_metrics_there_are_no_rounds() throws IOException {
        assertThat(ResultSchema.printed("federation", of().summary()).get("rounds"))
                .isEmpty();
    }

    private static FederationResult of(RoundMetrics... rounds) {
        Path directory = Path.of("target/federation");
        return new FederationResult(
                "demo:1",
                ActorMode.DIRECT,
                List.of("col1", "col2"),
                directory,
                new FederationOutcome(Optional.of(directory.resolve("aggregator/save/best.pbuf")), List.of(rounds)));
    }
}
