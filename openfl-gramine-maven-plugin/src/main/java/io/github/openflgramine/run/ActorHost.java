package io.github.openflgramine.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/**
 * What an actor's container takes from the machine that it runs on.
 *
 * @param user {@code uid:gid} of the directory's owner: what the container writes is theirs, and it can read their key
 * @param deviceGroup of SGX's device, where the container's user has to be in it
 * @param aesm whether aesmd's socket is there
 */
public record ActorHost(String user, SgxFiles sgx, Optional<String> deviceGroup, boolean aesm) {

    /** This machine, for this directory. */
    public static ActorHost of(Path directory, SgxFiles sgx) throws IOException {
        return new ActorHost(
                Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid"),
                sgx,
                Files.exists(sgx.device()) ? group(sgx.device()) : Optional.empty(),
                Files.exists(sgx.aesmSocket()));
    }

    /** A container's user has no groups of its own, and distributions give the device to a group (sgx). */
    private static Optional<String> group(Path device) throws IOException {
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(device);
        return mode.contains(PosixFilePermission.GROUP_WRITE) && !mode.contains(PosixFilePermission.OTHERS_WRITE)
                ? Optional.of(Files.getAttribute(device, "unix:gid").toString())
                : Optional.empty();
    }
}
