package io.github.openflgramine.build;

import io.github.openflgramine.openfl.Plan;
import java.io.IOException;
import java.util.OptionalInt;

/** The plan with which a federation can run on this machine alone. */
final class HostPlan {

    private HostPlan() {}

    /** The plan itself where it will do: its aggregator is this machine, and its rounds are the ones asked for. */
    static Plan of(Plan plan, OptionalInt rounds) throws IOException {
        boolean here = plan.aggregatorAddress().filter(ThisHost::is).isPresent()
                && plan.aggregatorPort().isPresent();
        Plan local = here ? plan : plan.withAggregator("localhost", ThisHost.freePort());
        return rounds.isPresent() ? local.withRounds(rounds.getAsInt()) : local;
    }
}
