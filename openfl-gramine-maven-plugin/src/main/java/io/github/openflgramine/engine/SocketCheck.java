package io.github.openflgramine.engine;

import io.github.openflgramine.GraminizeException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out why no engine answers, before the transport reports only "connection failed". */
final class SocketCheck {

    private static final String START =
            "Install and start it (Debian, Ubuntu: apt install docker.io; systemctl start docker), "
                    + "or choose the engine to use: DOCKER_HOST, docker context use NAME, or -Ddocker.host.";

    private SocketCheck() {}

    static void check(EngineAddress address) {
        address.socket().ifPresent(socket -> {
            if (!Files.exists(socket) && !hidden(socket)) {
                throw new GraminizeException("No Docker engine: its socket " + socket + " does not exist.", START);
            }
            if (hidden(socket) || !Files.isReadable(socket) || !Files.isWritable(socket)) {
                throw new GraminizeException(
                        "No permission to use the Docker engine's socket " + socket + " as user "
                                + System.getProperty("user.name") + ".",
                        "Join its group (sudo usermod -aG docker " + System.getProperty("user.name")
                                + ") and log in again.");
            }
        });
    }

    static GraminizeException silent(EngineAddress address, Throwable cause) {
        return new GraminizeException(
                "No Docker engine answers at " + address + ": " + EngineMessages.deepest(cause) + ".", START, cause);
    }

    /** A socket in a directory without search permission appears to be missing. */
    private static boolean hidden(Path socket) {
        Path directory = socket.toAbsolutePath().getParent();
        return directory != null && Files.isDirectory(directory) && !Files.isExecutable(directory);
    }
}
