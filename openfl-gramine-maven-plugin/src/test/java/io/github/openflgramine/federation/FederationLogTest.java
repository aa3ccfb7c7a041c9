package io.github.openflgramine.federation;

import io.github.openflgramine.LogText;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.RoundMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class FederationLogTest {

    private static final Path TARGET = Path.of("/demo/target");
    private static final LocalDateTime AFTERNOON = LocalDateTime.of(2026, 11, 24, 14, 32);

    private static final Plan PLAN = Plan.parse(Path.of("plan/plan.yaml"), """
            aggregator: {settings: {rounds_to_train: 3}}
            data_loader: {settings: {collaborator_count: 5}}
            network: {settings: {agg_addr: localhost}}
            """);

    @Test
    void reads_as_before() throws IOException {
        LogText.assertReads(getClass(), FederationLog::new, log -> {
            log.temporaryImage("demo:1.0-federation", PLAN);
            log.federation("demo:1.0", "sgx", List.of("one", "two"), 3);
            log.federation("demo:1.0-direct", "direct", List.of("one"), 1);
            log.actorStarted("aggregator");
            log.actorRestarted("one", 137, 1, 2);
            log.plan(TARGET.resolve("federation/plan.yaml"));
            log.outputGoesTo(TARGET.resolve("federation/NAME/output.log"));
            log.round(new RoundMetrics(0, 135.26, new TreeMap<>()), 1, 3);
            log.round(
                    new RoundMetrics(1, 35.26, new TreeMap<>(Map.of("train/loss", 0.43215, "validate/accuracy", 0.9))),
                    2,
                    3,
                    Duration.ofMinutes(121),
                    AFTERNOON);
            log.rounds(
                    List.of("round  accuracy", "    0    0.5000"),
                    TARGET.resolve("federation/metrics.csv"),
                    TARGET.resolve("federation/metrics.svg"));
            log.accuracy(2, "aggregated_model_validation", 0.97531);
        });
    }
}
