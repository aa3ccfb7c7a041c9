package io.github.openflgramine.run;

import io.github.openflgramine.Role;
import io.github.openflgramine.product.ImageNames;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The inputs of the goals aggregator-start and collaborator-start.
 *
 * @param directory the workspace, or an actor's part of it: {@code cert/}, {@code plan/}, {@code data/} or {@code
 * save/}
 * @param collaborator its name; if absent, the one whose certificate is in the directory
 * @param data if absent, the directory's {@code data/}
 * @param names the names of the workspace's own images, if the directory is a project
 * @param image a name, an id, or an archive's path; if absent, the workspace's own image
 * @param resume whether an aggregator may resume from an earlier run
 */
public record ActorRequest(
        Role role,
        Path directory,
        Optional<String> collaborator,
        Optional<Path> data,
        Optional<ImageNames> names,
        Optional<String> image,
        ActorMode mode,
        SgxFiles sgx,
        boolean resume) {}
