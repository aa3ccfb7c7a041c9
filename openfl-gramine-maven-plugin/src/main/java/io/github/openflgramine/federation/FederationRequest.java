package io.github.openflgramine.federation;

import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ImageToStart;
import io.github.openflgramine.run.SgxFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The inputs of the goal federation.
 *
 * @param directory contains a directory for each actor, usually target/federation
 * @param showsOutput whether to log what the actors write; their files have it in any case
 */
public record FederationRequest(
        Workspace workspace,
        Path directory,
        ImageToStart image,
        Course course,
        SgxFiles sgx,
        Timeouts timeouts,
        Validity validity,
        boolean showsOutput) {

    /**
     * The course of the federation.
     *
     * @param collaborators their number; if absent, the number that the plan's data loader expects, else two
     * @param mode if absent, sgx if this machine has SGX, else direct
     * @param rounds replaces the plan's number of rounds
     * @param taskGroup the group of the assigner's tasks to run, instead of the plan's
     * @param restarts how often a failed collaborator is restarted
     */
    public record Course(
            OptionalInt collaborators,
            Optional<ActorMode> mode,
            OptionalInt rounds,
            Optional<String> taskGroup,
            int restarts) {}

    /**
     * The maximum durations.
     *
     * @param start until the aggregator listens
     * @param silence without a round's end or a new line of output; zero if there is no limit
     */
    public record Timeouts(Duration start, Duration silence) {}
}
