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
 * All that the goal federation has to know.
 *
 * @param directory where each actor gets a directory of its own, as a rule target/federation
 * @param images the names of the workspace's images
 * @param image the image to start, where it is not the workspace's own
 * @param collaborators how many; where it is absent, as many as the plan's data loader expects, else two
 * @param mode where it is absent, the best that this machine can do
 * @param rounds in place of the plan's
 * @param restarts how often a collaborator that failed is started again
 * @param startTimeout until the aggregator listens
 * @param endTimeout for the whole federation
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
