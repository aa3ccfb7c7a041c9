package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.federation.Federation;
import io.github.openflgramine.federation.FederationRequest;
import io.github.openflgramine.federation.TemporaryImage;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.SgxFiles;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Runs a whole federation on this machine: certifies an aggregator and collaborators, gives each a directory of its own in
 * {@code target/federation}, starts them from the workspace's image, follows what they say, and ends with a table of
 * rounds, also in {@code target/federation/metrics.csv} and as a chart in {@code metrics.svg}. No container is left, whether it ends well, badly, or by Ctrl-C.
 *
 * <p>Before it: {@code plan-initialize}, then {@code mvn install}. Where the plan's aggregator is another machine, or other
 * rounds or more collaborators are asked for, a temporary image with an adjusted plan is made from the same first image. It is signed by
 * gramine.signingKey; given signatures (gramine.signatures) are of other enclaves.
 */
@Mojo(name = "federation", threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class FederationMojo extends AbstractWorkspaceMojo {

    private final LifecycleGoals lifecycle;

    /**
     * How many collaborators. Default: as many as the plan's data_loader.settings.collaborator_count says, else 2. They are
     * called as in plan/data.yaml where it lists enough, else col1, col2 and so on, with the shards 1, 2 and so on. For more than
     * the plan's, a temporary image divides the data among so many.
     */
    @Parameter(property = "openfl.collaborators")
    private @Nullable Integer collaborators;

    /**
     * How the actors run: {@code sgx} in enclaves (a signed image, an SGX machine), {@code direct} under Gramine without SGX,
     * {@code native} without Gramine. Default: {@code sgx} where the device openfl.sgxDevice exists, else {@code direct}.
     */
    @Parameter(property = "openfl.mode")
    private @Nullable String mode;

    /** A number of rounds in place of the plan's. The workspace's plan stays as it is. Example: {@code -Dopenfl.rounds=1}. */
    @Parameter(property = "openfl.rounds")
    private @Nullable Integer rounds;

    /**
     * How often a collaborator that ends before the federation is finished is started again; it joins in where the round is.
     * Past that, or at once with 0, its failure is the federation's.
     */
    @Parameter(property = "openfl.restarts", defaultValue = "0")
    private int restarts;

    /**
     * An image to start in place of the workspace's own: a name and tag or an id that the engine knows, or an archive's path. It
     * must have been built with this plan.
     */
    @Parameter(property = "openfl.image")
    private @Nullable String image;

    /** SGX's device node on this machine. */
    @Parameter(property = "openfl.sgxDevice", defaultValue = "/dev/sgx_enclave")
    private File sgxDevice;

    /** The socket of Intel's aesmd on this machine, given to the actors in mode sgx where it exists. */
    @Parameter(property = "openfl.aesmSocket", defaultValue = "/var/run/aesmd/aesm.socket")
    private File aesmSocket;

    /** For how many seconds to wait until the aggregator listens. A large enclave is slow to load. */
    @Parameter(property = "openfl.startTimeout", defaultValue = "900")
    private int startTimeout;

    /** For how many seconds the federation may run; 0 for as long as it takes. */
    @Parameter(property = "openfl.federationTimeout", defaultValue = "0")
    private int federationTimeout;

    /** For how many days the actors' certificates are valid: 1 to 36500. */
    @Parameter(property = "openfl.certificateDays", defaultValue = "365")
    private int certificateDays;

    @Inject
    FederationMojo(LifecycleGoals lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    void run(BuildLog log) throws IOException {
        FederationRequest request = new FederationRequest(
                workspace(),
                buildDirectory().resolve("federation"),
                new FederationRequest.Images(names(), Optional.ofNullable(image)),
                new FederationRequest.Course(
                        optional(collaborators),
                        Optional.ofNullable(mode).map(ActorMode::of),
                        optional(rounds),
                        restarts),
                new SgxFiles(sgxDevice.toPath(), aesmSocket.toPath()),
                new FederationRequest.Timeouts(Duration.ofSeconds(startTimeout), Duration.ofSeconds(federationTimeout)),
                Validity.days(certificateDays, Clock.systemUTC()));
        TemporaryImage temporary = new AdjustedImage(
                lifecycle,
                session(),
                names().tag() + "-federation",
                buildDirectory().resolve("openfl-gramine-federation"));
        try (Engine engine = Engine.connect(engineAddress())) {
            new Federation(engine, temporary, log).run(request);
        }
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
