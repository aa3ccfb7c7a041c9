package io.github.openflgramine.run;

import io.github.openflgramine.engine.ContainerUser;
import io.github.openflgramine.engine.EngineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * Properties of the machine that an actor's container depends on.
 *
 * @param user the directory's owner, so that the container can read the key and its files belong to the owner
 * @param deviceGroup the group of SGX's device, if the container's user must be a member
 * @param aesm whether aesmd's socket exists
 */
public record ActorHost(ContainerUser user, SgxFiles sgx, Optional<String> deviceGroup, boolean aesm) {

    /** Returns the properties of this machine, with this engine, for this directory. */
    public static ActorHost of(Path directory, SgxFiles sgx, EngineKind engine) throws IOException {
        return new ActorHost(
                engine.user(
                        Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid")),
                sgx,
                deviceGroup(sgx),
                Files.exists(sgx.aesmSocket()));
    }

    /** Distributions give the device to a group (sgx), and a container's user has no groups by default. */
    static Optional<String> deviceGroup(SgxFiles sgx) throws IOException {
        Path device = sgx.device();
        if (Files.notExists(device)) {
            return Optional.empty();
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(device);
        return mode.contains(PosixFilePermission.GROUP_WRITE) && !mode.contains(PosixFilePermission.OTHERS_WRITE)
                ? Optional.of(Files.getAttribute(device, "unix:gid").toString())
                : Optional.empty();
    }
}
