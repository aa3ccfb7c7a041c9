package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.prepare.PlanInitialize;
import io.github.openflgramine.product.BuildLog;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes the aggregator's address to plan/plan.yaml and creates the initial model {@code save/NAME_init.pbuf}. Leaves comments and
 * everything else in the plan as they are. OpenFL creates the model in a container of the first image, which is built if
 * necessary; this machine needs no Python. Replaces {@code fx plan initialize -a}.
 *
 * <p>The plan is a trusted file of the image: run {@code mvn install} afterwards.
 */
@Mojo(name = "plan-initialize", threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class PlanInitializeMojo extends AbstractWorkspaceMojo {

    private final LifecycleGoals lifecycle;

    @Parameter
    private AggregatorParameter aggregator;

    /**
     * The aggregator's port, 1 to 65535. Default: the plan's port, else the port that OpenFL computes from the plan (49152 to
     * 60998). The port is written to the plan.
     */
    @Parameter(property = "openfl.aggregatorPort")
    private @Nullable Integer aggregatorPort;

    /**
     * A model to begin with, instead of the one that the task runner creates: a {@code .pbuf} of a federation, a {@code .npz} with the
     * tensors, or a file that the task runner's load_native reads, such as those of {@code model-save}. Rounds are counted from 0
     * again. It needs the tensors that the workspace's own model has.
     */
    @Parameter(property = "openfl.initialModel")
    private @Nullable File initialModel;

    /** The time limit in seconds for creating the initial model. */
    @Parameter(property = "openfl.initializeTimeout", defaultValue = "1800")
    private int initializeTimeout;

    @Inject
    PlanInitializeMojo(LifecycleGoals lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    void run(BuildLog log) throws IOException {
        PlanInitialize.Request request = new PlanInitialize.Request(
                workspace(),
                aggregator.host(),
                aggregatorPort == null ? OptionalInt.empty() : OptionalInt.of(aggregatorPort),
                path(initialModel),
                Duration.ofSeconds(initializeTimeout));
        try (Engine engine = Engine.connect(engineAddress())) {
            new PlanInitialize(engine, this::firstImage, log).initialize(request);
        }
    }

    private String firstImage() throws IOException {
        lifecycle.buildFirstImage(session(), Map.of());
        return handedOver(Handover.FIRST_IMAGE_NAME).orElseThrow();
    }
}
