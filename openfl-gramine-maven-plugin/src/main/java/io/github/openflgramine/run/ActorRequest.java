package io.github.openflgramine.run;

import io.github.openflgramine.Role;
import io.github.openflgramine.product.ImageNames;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that the goals aggregator-start and collaborator-start have to know.
 *
 * @param directory the workspace, or what one actor has of it: {@code cert/}, {@code plan/}, {@code data/} or {@code save/}
 * @param collaborator its name; where it is absent, the one whose certificate lies in the directory
 * @param data where it is absent, {@code data/} of the directory
 * @param names of the workspace's own images, where the directory is a project
 * @param image a name, an id, or an archive's path; where it is absent, the workspace's own
 * @param resume whether an aggregator may go on from what an earlier run has left
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
