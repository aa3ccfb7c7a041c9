package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What some engines cannot do, checked before anything starts. The kits' scripts check the same. */
public final class EngineChecks {

    private EngineChecks() {}

    /**
     * Checks that the engine can run an actor's container.
     *
     * @param directory the actor's directory
     * @throws GraminizeException if it cannot
     */
    static void able(Engine engine, Path directory, ContainerRequest request) throws IOException {
        if (engine.kind().isRootless()) {
            sameUser(engine, directory);
        }
        for (ContainerRequest.Device device : request.reach().devices()) {
            device(engine, device, request.rights().groups());
        }
    }

    /**
     * Checks that the engine can give containers SGX's device, if it exists.
     *
     * @throws GraminizeException if it cannot
     */
    public static void device(Engine engine, SgxFiles sgx) throws IOException {
        if (Files.exists(sgx.device())) {
            Optional<String> group = ActorHost.deviceGroup(sgx);
            device(
                    engine,
                    new ContainerRequest.Device(sgx.device().toAbsolutePath(), Actor.SGX_DEVICE),
                    group.stream().toList());
        }
    }

    /** Returns whether the network {@code host} of containers is not this machine's. */
    static boolean hasOwnNetwork(EngineKind kind) {
        return kind.isDesktop() || (kind.isRootless() && kind.product() == EngineKind.Product.DOCKER);
    }

    /** Other users' files belong to nobody in the containers of a rootless engine. */
    private static void sameUser(Engine engine, Path directory) throws IOException {
        Optional<Path> socket = engine.address().socket().filter(Files::exists);
        if (socket.isPresent()
                && !Files.getAttribute(socket.get(), "unix:uid").equals(Files.getAttribute(directory, "unix:uid"))) {
            throw new GraminizeException(
                    directory + " belongs to " + Files.getOwner(directory) + ", but the rootless engine at "
                            + engine.address() + " is " + Files.getOwner(socket.get())
                            + "'s, whose containers cannot write there.",
                    "Run this as the user of the engine, with a directory of this user, or use an engine that runs as root.");
        }
    }

    private static void device(Engine engine, ContainerRequest.Device device, List<String> groups) {
        EngineKind kind = engine.kind();
        String what = "The engine at " + engine.address() + " (" + kind + ")";
        if (kind.isDesktop()) {
            throw new GraminizeException(
                    what + " runs containers in a virtual machine, which has no SGX device.",
                    "Use Docker's engine or Podman on Linux. Without SGX and without protection: -Dopenfl.mode=direct");
        }
        if (kind.isRootless() && !groups.isEmpty()) {
            throw new GraminizeException(
                    what + " is rootless: a container does not get the group "
                            + String.join(", ", groups) + ", which " + device.source()
                            + " belongs to.",
                    "Let all users use the device, by a udev rule: SUBSYSTEM==\"misc\", KERNEL==\"sgx_enclave\","
                            + " MODE=\"0666\"; or use an engine that runs as root. (A kit's ./start can keep your groups"
                            + " with Podman and crun.)");
        }
        if (kind.isRootless()
                && kind.product() == EngineKind.Product.DOCKER
                && !device.source().toString().equals(device.target().value())) {
            throw new GraminizeException(
                    what + " is rootless: it gives a container a device only under the device's own name, and "
                            + device.source() + " is not " + device.target() + ".",
                    "Make a link of that name by a udev rule (SYMLINK+=\"sgx_enclave\"), or use an engine that runs as"
                            + " root.");
        }
    }
}
