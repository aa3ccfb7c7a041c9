package io.github.openflgramine.pcs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on loopback that tunnels every connection to one port of this machine (RFC 9110, CONNECT). */
final class FakeProxy implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> connected = new CopyOnWriteArrayList<>();
    private final int target;
    /** The value of the header Proxy-Authorization that is wanted; empty for none. */
    private final String authorization;

    FakeProxy(int target, String authorization) throws IOException {
        this.target = target;
        this.authorization = authorization;
        threads.execute(() -> {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    threads.execute(() -> serve(client));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            for (List<String> head = head(client); !head.isEmpty(); head = head(client)) {
                if (authorization.isEmpty() || head.contains("Proxy-Authorization: " + authorization)) {
                    connected.add(head.get(0));
                    client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    threads.execute(() -> pump(client, server));
                    pump(server, client);
                    return;
                }
                client.getOutputStream()
                        .write(
                                "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The client went away.
        }
    }

    /** Reads a request's lines one byte at a time, because what follows is TLS. */
    private static List<String> head(Socket client) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int letter = client.getInputStream().read();
                letter >= 0;
                letter = client.getInputStream().read()) {
            if (letter == '\n') {
                if (line.isEmpty()) {
                    return lines;
                }
                lines.add(line.toString());
                line.setLength(0);
            } else if (letter != '\r') {
                line.append((char) letter);
            }
        }
        return List.of();
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One end closed the connection.
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Returns the request lines of all tunnels. */
    List<String> connected() {
        return List.copyOf(connected);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
