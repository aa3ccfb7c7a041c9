package io.github.openflgramine.federation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.RoundMetrics;
import io.github.openflgramine.run.TrainedModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a federation has succeeded once its aggregator has ended with status 0: it left a model, and, if the
 * plan makes it write metrics, as many rounds as the plan has. What ends a federation earlier is in
 * {@link FederationRun}.
 *
 * @param model empty if the federation only evaluated its initial model
 * @param rounds empty if the plan does not make the aggregator write metrics
 */
record FederationOutcome(Optional<Path> model, List<RoundMetrics> rounds) {

    /**
     * Returns the outcome of a federation whose aggregator has ended.
     *
     * @param aggregator the aggregator's directory
     * @throws GraminizeException if the federation failed
     */
    static FederationOutcome of(Path aggregator, Plan plan) throws IOException {
        List<RoundMetrics> rounds = plan.effective().writesMetrics()
                ? RoundMetrics.read(aggregator.resolve(RoundMetrics.PLACE))
                : List.of();
        if (plan.effective().writesMetrics() && rounds.size() < plan.roundsToExpect()) {
            throw failed("after " + rounds.size() + " of " + plan.roundsToExpect() + " rounds", aggregator);
        }
        if (plan.effective().evaluates()) {
            return new FederationOutcome(Optional.empty(), rounds);
        }
        Path model = TrainedModel.in(aggregator, plan)
                .orElseThrow(() -> failed("without a trained model in " + aggregator.resolve("save"), aggregator));
        return new FederationOutcome(Optional.of(model), rounds);
    }

    private static GraminizeException failed(String how, Path aggregator) {
        return new GraminizeException(
                "The aggregator ended " + how + ".",
                "Its output is in " + aggregator.resolve(FederationMember.OUTPUT) + ".");
    }
}
