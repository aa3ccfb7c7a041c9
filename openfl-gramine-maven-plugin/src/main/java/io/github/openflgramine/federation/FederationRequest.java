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
        ImageNames images,
        Optional<String> image,
        OptionalInt collaborators,
        Optional<ActorMode> mode,
        OptionalInt rounds,
        int restarts,
        SgxFiles sgx,
        Duration startTimeout,
        Duration endTimeout,
        Validity validity) {}
