package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.federation.Federation;
import io.github.openflgramine.federation.FederationRequest;
import io.github.openflgramine.federation.TemporaryImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.ImageToStart;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a whole federation on this machine: certifies an aggregator and collaborators, gives each of them a directory in
 * {@code target/federation}, starts them from the project's image, prints a line for each round, and a table of all at the end. The
 * rounds are also written to {@code target/federation/metrics.csv} as they end, with each collaborator's own metrics if the plan
 * makes them write these, and drawn in {@code metrics.svg}. All containers are removed at the end, also after a failure or Ctrl-C.
 *
 * <p>Run {@code plan-initialize} and {@code mvn install} first. If the plan's aggregator is another machine, or if other rounds or more
 * collaborators are requested, a temporary image with an adjusted plan is built from the same first image. It is signed with
 * gramine.signingKey; existing signatures (gramine.signatures) do not apply to it. An image given by openfl.image must have been built
 * with this plan.
 */
@Mojo(name = "federation", threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class FederationMojo extends AbstractWorkspaceMojo {

    private final LifecycleGoals lifecycle;

    /**
     * The number of collaborators. Default: the plan's data_loader.settings.collaborator_count, else 2. Their names come from
     * plan/data.yaml if it lists enough, else they are col1, col2 and so on, with the shards 1, 2 and so on. If there are more
     * than in the plan, a temporary image divides the data among all of them.
     */
    @Parameter(property = "openfl.collaborators")
    private @Nullable Integer collaborators;

    /** The number of rounds, instead of the plan's. The workspace's plan is not changed. Example: {@code -Dopenfl.rounds=1}. */
    @Parameter(property = "openfl.rounds")
    private @Nullable Integer rounds;

    /**
     * The group of the assigner's tasks to run, instead of the plan's selected_task_group. {@code evaluation} validates the initial
     * model in one round and trains none. The workspace's plan is not changed. As {@code fx aggregator start --task_group}.
     */
    @Parameter(property = "openfl.taskGroup")
    private @Nullable String taskGroup;

    /**
     * How often a collaborator that ends too early is restarted; it joins the current round. After that, or immediately with 0, its
     * failure fails the federation.
     */
    @Parameter(property = "openfl.restarts", defaultValue = "0")
    private int restarts;

    @Parameter
    private ImageParameter image;

    @Parameter
    private MeasurementsParameter measurements;

    @Parameter
    private ActorParameters actors;

    /** The time limit in seconds for the aggregator to listen. A large enclave starts slowly. */
    @Parameter(property = "openfl.startTimeout", defaultValue = "900")
    private int startTimeout;

    /**
     * How many seconds the federation may be without progress; 0 means no limit. Progress is the end of a round, or a line that an
     * actor has not written before. After that it ends with the last lines of all actors.
     */
    @Parameter(property = "openfl.federationTimeout", defaultValue = "3600")
    private int federationTimeout;

    /**
     * Shows everything that the actors write. Otherwise it is only in {@code target/federation/NAME/output.log}, and its last lines
     * are shown if an actor fails.
     */
    @Parameter(property = "openfl.showOutput", defaultValue = "false")
    private boolean showOutput;

    @Parameter
    private CertificateDaysParameter certificates;

    @Parameter
    private FormatParameter format;

    @Inject
    FederationMojo(LifecycleGoals lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    void run(BuildLog log) throws IOException {
        FederationRequest request = new FederationRequest(
                workspace(),
                buildDirectory().resolve("federation"),
                new ImageToStart(
                        new ImageChoice(Optional.of(names()), image.image()),
                        Optional.of(work(Measurements.FILE)),
                        measurements.file(),
                        Optional.of(workspace())),
                new FederationRequest.Course(
                        optional(collaborators),
                        actors.mode(),
                        optional(rounds),
                        Optional.ofNullable(taskGroup),
                        restarts),
                actors.sgx(),
                new FederationRequest.Timeouts(Duration.ofSeconds(startTimeout), Duration.ofSeconds(federationTimeout)),
                certificates.validity(),
                showOutput);
        TemporaryImage temporary = new AdjustedImage(
                lifecycle,
                session(),
                names().tag() + "-federation",
                buildDirectory().resolve("openfl-gramine-federation"));
        try (Engine engine = Engine.connect(engineAddress())) {
            result().printJson(
                            new Federation(engine, temporary, log).run(request).summary());
        }
    }

    @Override
    ResultFormat format() {
        return format.format();
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
