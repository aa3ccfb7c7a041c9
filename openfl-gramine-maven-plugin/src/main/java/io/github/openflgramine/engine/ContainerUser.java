package io.github.openflgramine.engine;

import java.util.Optional;

/**
 * The user of a container's process.
 *
 * @param id {@code uid:gid} in the container
 * @param userns the mode of its user namespace; empty for the engine's default
 */
public record ContainerUser(String id, Optional<String> userns) {

    /** Returns the user with this {@code uid:gid} in the engine's default user namespace. */
    public static ContainerUser of(String id) {
        return new ContainerUser(id, Optional.empty());
    }
}
