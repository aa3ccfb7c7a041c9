package io.github.openflgramine.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/** The tests' engine behind a socket that breaks while it sends the answer to one kind of request. */
final class CutEngine implements AutoCloseable {

    private static final long PASSED = 1 << 20;

    private final Pattern request;
    private final Path directory;
    private final ServerSocketChannel server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private CutEngine(Pattern request, Path directory, ServerSocketChannel server) {
        this.request = request;
        this.directory = directory;
        this.server = server;
    }

    /**
     * Starts the socket.
     *
     * @param request a pattern of the first line of a request; its answer ends after a megabyte
     */
    static CutEngine at(String request) throws IOException {
        Path directory = Files.createTempDirectory("cut-engine");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(directory.resolve("docker.sock")));
        CutEngine engine = new CutEngine(Pattern.compile(request), directory, server);
        engine.threads.execute(engine::serve);
        return engine;
    }

    /** Returns the address for DOCKER_HOST. */
    String host() {
        return "unix://" + directory.resolve("docker.sock");
    }

    private void serve() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel engine = SocketChannel.open(engine());
                Connection connection = new Connection(client, engine);
                threads.execute(connection::requests);
                threads.execute(connection::answers);
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private static SocketAddress engine() {
        URI host = URI.create(System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock"));
        return host.getScheme().equals("unix")
                ? UnixDomainSocketAddress.of(host.getPath())
                : new InetSocketAddress(host.getHost(), host.getPort());
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.delete(directory.resolve("docker.sock"));
        Files.delete(directory);
    }

    private final class Connection {

        private final SocketChannel client;
        private final SocketChannel engine;
        private volatile long left = Long.MAX_VALUE;

        Connection(SocketChannel client, SocketChannel engine) {
            this.client = client;
            this.engine = engine;
        }

        void requests() {
            pump(client, engine, true);
        }

        void answers() {
            pump(engine, client, false);
        }

        private void pump(SocketChannel from, SocketChannel to, boolean requests) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
            try {
                while (left > 0 && from.read(buffer) >= 0) {
                    buffer.flip();
                    if (requests
                            && request.matcher(ISO_8859_1.decode(buffer.duplicate()))
                                    .lookingAt()) {
                        left = PASSED;
                    }
                    if (!requests) {
                        left -= buffer.remaining();
                    }
                    while (buffer.hasRemaining()) {
                        to.write(buffer);
                    }
                    buffer.clear();
                }
                if (left <= 0) {
                    client.close();
                    engine.close();
                } else {
                    to.shutdownOutput();
                }
            } catch (IOException ended) {
                closeQuietly(client);
                closeQuietly(engine);
            }
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
