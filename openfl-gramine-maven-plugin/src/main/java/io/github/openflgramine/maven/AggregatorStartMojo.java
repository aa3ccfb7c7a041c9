package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Starts the aggregator from an image or its archive, follows it and ends with its exit status; Ctrl-C and SIGTERM reach it.
 * The directory needs no project: {@code cert/cert_chain.crt}, {@code cert/server/agg_FQDN.crt} and {@code .key},
 * {@code plan/cols.yaml}, and the initial model in {@code save/}, which also gets the trained one. Everything that is missing
 * or does not fit the image's plan is named before anything starts.
 */
@Mojo(name = "aggregator-start", requiresProject = false, threadSafe = true)
public final class AggregatorStartMojo extends AbstractStartMojo {

    /**
     * Whether to go on where an earlier run stopped ({@code local_state/tensor.db}, which is written where the plan says {@code
     * persist_checkpoint: true}). Without it such a file is refused, with the number of rounds that are done. An enclave resumes
     * only if its image encrypts the directory ({@code gramine.encryptedMounts=local_state=mrenclave}).
     */
    @Parameter(property = "openfl.resume", defaultValue = "false")
    private boolean resume;

    @Override
    Role role() {
        return Role.AGGREGATOR;
    }

    @Override
    boolean resume() {
        return resume;
    }
}
