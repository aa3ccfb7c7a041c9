package io.github.openflgramine.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Locale;

/** Names and addresses of the machine on which Maven runs. */
public final class ThisHost {

    private ThisHost() {}

    /** Returns its fully qualified name, if it knows it. */
    public static String name() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Returns whether this name or address belongs to this machine. */
    public static boolean is(String address) {
        try {
            for (InetAddress each : InetAddress.getAllByName(address)) {
                if (each.isLoopbackAddress() || NetworkInterface.getByInetAddress(each) != null) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    /** Returns whether this machine can resolve the name. */
    static boolean knows(String name) {
        try {
            return InetAddress.getAllByName(name).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
