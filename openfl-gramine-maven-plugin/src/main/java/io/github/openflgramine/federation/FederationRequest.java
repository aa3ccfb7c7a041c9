package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.SgxFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The inputs of the goal federation.
 *
 * @param directory contains a directory for each actor, usually target/federation
 * @param images the names of the workspace's images
 * @param image the image to start, if it is not the workspace's own
 * @param collaborators their number; if absent, the number that the plan's data loader expects, else two
 * @param mode if absent, sgx if this machine has SGX, else direct
 * @param rounds replaces the plan's number of rounds
 * @param restarts how often a failed collaborator is restarted
 * @param startTimeout maximum time until the aggregator listens
 * @param endTimeout maximum time for the whole federation
 */
public record FederationRequest(
        Workspace workspace,
        Path directory,
        Images images,
        Course course,
        SgxFiles sgx,
        Timeouts timeouts,
        Validity validity) {

    /**
     * What is started.
     *
     * @param names of the workspace's images
     * @param given the image to start, where it is not the workspace's own
     */
    public record Images(ImageNames names, Optional<String> given) {}

    /**
     * How it goes.
     *
     * @param collaborators how many; where it is absent, as many as the plan's data loader expects, else two
     * @param mode where it is absent, the best that this machine can do
     * @param rounds in place of the plan's
     * @param restarts how often a collaborator that failed is started again
     */
    public record Course(OptionalInt collaborators, Optional<ActorMode> mode, OptionalInt rounds, int restarts) {}

    /**
     * How long it may take.
     *
     * @param start until the aggregator listens
     * @param end for the whole federation
     */
    public record Timeouts(Duration start, Duration end) {}
}
