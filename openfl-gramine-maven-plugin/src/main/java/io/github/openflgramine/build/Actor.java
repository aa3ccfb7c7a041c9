package io.github.openflgramine.build;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One participant with its folder; what of it the container sees, and where, is what OpenFL's manual mounts, of the
 * certificates the participant's own and the chain alone.
 *
 * @param name as in the log
 * @param words the entry script's: {@code aggregator start} or {@code collaborator start -n NAME}
 * @param readable parts of the folder that the container may read
 * @param writable parts that it may write
 * @param data the data folder, or the actor's folder itself where it has none
 */
record Actor(String name, Path folder, List<String> words, List<String> readable, List<String> writable, Path data) {

    /** On a container: the folder of the federation that it belongs to. */
    static final String LABEL = "io.github.openfl-gramine.federation";

    private static final ImagePath WORKSPACE = ImagePath.of("/workspace");
    private static final ImagePath SGX_DEVICE = ImagePath.of("/dev/sgx_enclave");
    private static final ImagePath AESM_SOCKET = ImagePath.of("/var/run/aesmd/aesm.socket");

    static Actor aggregator(Path folder) {
        return new Actor(
                "aggregator",
                folder,
                List.of("aggregator", "start"),
                List.of("cert", "plan/cols.yaml"),
                List.of("save", "logs", "local_state"),
                folder);
    }

    static Actor collaborator(String name, Path folder, Path data) {
        return new Actor(
                name,
                folder,
                List.of("collaborator", "start", "-n", name),
                List.of("cert", "plan/data.yaml"),
                List.of("logs"),
                data);
    }

    ContainerRequest container(String image, ActorMode mode, FederationRequest request) throws IOException {
        ContainerRequest.Builder builder = ContainerRequest.of(image)
                .command(words.toArray(String[]::new))
                .network(ContainerRequest.Network.HOST)
                .user(owner())
                .env("GRAMINE_EXECUTABLE", mode.executable())
                .label(LABEL, request.folder().toAbsolutePath().toString());
        for (String part : readable) {
            builder.readable(folder.resolve(part).toAbsolutePath(), WORKSPACE.resolve(part));
        }
        for (String part : writable) {
            builder.writable(folder.resolve(part).toAbsolutePath(), WORKSPACE.resolve(part));
        }
        if (!data.equals(folder)) {
            builder.readable(data.toAbsolutePath(), WORKSPACE.resolve("data"));
        }
        if (mode == ActorMode.DIRECT) {
            // gramine-direct makes system calls that Docker's filter forbids.
            builder.securityOption("seccomp=unconfined");
        }
        if (mode == ActorMode.SGX) {
            builder.device(request.sgxDevice().toAbsolutePath(), SGX_DEVICE);
            if (Files.exists(request.aesmSocket())) {
                builder.writable(request.aesmSocket().toAbsolutePath(), AESM_SOCKET);
            }
        }
        return builder.build();
    }

    /** What the container writes is the caller's, and it can read the caller's key. */
    private String owner() throws IOException {
        return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    }
}
