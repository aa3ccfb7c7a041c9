package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.prepare.PlanInitialize;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Writes into plan/plan.yaml where the aggregator will be reached, and makes the initial model {@code save/NAME_init.pbuf}.
 * Comments and everything else in the plan stay as they are. The model is made by OpenFL in a container of the first
 * image, which is built if it is not there; this machine needs no Python. Replaces {@code fx plan initialize -a}.
 *
 * <p>The plan is a trusted file of the image: after this goal comes {@code mvn install}.
 */
@Mojo(name = "plan-initialize", threadSafe = true)
public final class PlanInitializeMojo extends AbstractWorkspaceMojo {

    private final LifecycleGoals lifecycle;

    /**
     * The aggregator's host: its fully qualified name or IPv4 address, as the collaborators reach it and as its certificate
     * will say. May be left out where the plan already has one. Example: {@code -Dopenfl.aggregator=agg.example.org}, or
     * {@code localhost} to try everything on one machine.
     */
    @Parameter(property = "openfl.aggregator")
    private @Nullable String aggregator;

    /**
     * The aggregator's port, 1 to 65535. Default: the plan's, else the one that OpenFL computes from the plan (49152 to
     * 60998), which is written down so that it is the same everywhere.
     */
    @Parameter(property = "openfl.aggregatorPort")
    private @Nullable Integer aggregatorPort;

    /** For how many seconds OpenFL may work on the initial model. */
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
                Optional.ofNullable(aggregator),
                aggregatorPort == null ? OptionalInt.empty() : OptionalInt.of(aggregatorPort),
                Duration.ofSeconds(initializeTimeout));
        try (Engine engine = Engine.connect(engineAddress())) {
            new PlanInitialize(engine, this::firstImage, log).initialize(request);
        }
    }

    private String firstImage() throws IOException {
        lifecycle.buildFirstImage(session(), Map.of());
        return names().first();
    }
}
