package io.github.openflgramine.build;

import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import java.io.IOException;
import java.nio.file.Files;

/** All that can be known of a workspace without an engine, before anything is built. */
public final class Check {

    private static final String INITIALIZE = "Run: mvn openfl-gramine:plan-initialize -Dopenfl.aggregator=HOST";

    private final BuildLog log;

    public Check(BuildLog log) {
        this.log = log;
    }

    /**
     * Checks the workspace's parts and its plan.
     *
     * @throws io.github.openflgramine.GraminizeException when no image can come of it
     */
    public void check(Workspace workspace) throws IOException {
        Plan plan = Plan.read(workspace.plan());
        if (plan.aggregatorAddress().isEmpty()) {
            log.warning(
                    "plan/plan.yaml does not say where the aggregator is (network.settings.agg_addr is auto);"
                            + " the plan is measured, so the image would be for no federation.",
                    INITIALIZE);
        } else if (!Files.exists(workspace.root().resolve(plan.initialModel()))) {
            log.warning("There is no initial model " + plan.initialModel() + ".", INITIALIZE);
        }
    }
}
