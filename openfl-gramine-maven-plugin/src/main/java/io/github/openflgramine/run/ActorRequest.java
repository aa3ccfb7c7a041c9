package io.github.openflgramine.run;

import io.github.openflgramine.Role;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The inputs of the goals aggregator-start and collaborator-start.
 *
 * @param directory the workspace, or an actor's part of it: {@code cert/}, {@code plan/}, {@code data/} or {@code
 * save/}
 * @param collaborator its name; if absent, the one whose certificate is in the directory
 * @param data if absent, the directory's {@code data/}
 * @param resume whether an aggregator may resume from an earlier run
 */
public record ActorRequest(
        Role role,
        Path directory,
        Optional<String> collaborator,
        Optional<Path> data,
        ImageChoice image,
        ActorMode mode,
        SgxFiles sgx,
        boolean resume) {}
