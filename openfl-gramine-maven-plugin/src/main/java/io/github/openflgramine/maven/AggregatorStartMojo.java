package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ActorRequest;
import io.github.openflgramine.run.ActorStart;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts the aggregator from an image or an image archive, follows its output, and ends with its exit status. Ctrl-C and SIGTERM are
 * passed on. The directory needs no POM, only {@code cert/cert_chain.crt}, {@code cert/server/agg_FQDN.crt} and {@code .key},
 * {@code plan/cols.yaml}, and the initial model in {@code save/}, where the trained model is also written. Missing files and
 * files that do not match the image's plan are reported before anything starts.
 */
@Mojo(name = "aggregator-start", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AggregatorStartMojo extends AbstractGraminizeMojo {

    @Parameter
    private StartParameters start;

    /**
     * Whether to continue an earlier run from {@code local_state/tensor.db}, which exists if the plan has {@code
     * persist_checkpoint: true}. Otherwise such a file is an error, which reports the number of finished rounds. An enclave
     * resumes only if its image encrypts the directory ({@code gramine.encryptedMounts=local_state=mrenclave}).
     */
    @Parameter(property = "openfl.resume", defaultValue = "false")
    private boolean resume;

    @Override
    void run(BuildLog log) throws IOException {
        try (Engine engine = Engine.connect(engineAddress())) {
            start.start(
                    new ActorStart(engine, Clock.systemUTC(), log),
                    new ActorRequest(
                            Role.AGGREGATOR,
                            start.directory(),
                            Optional.empty(),
                            Optional.empty(),
                            start.image(hasPom(), ownWorkspace().orElse(null)),
                            start.mode(),
                            start.sgx(),
                            resume));
        }
    }
}
