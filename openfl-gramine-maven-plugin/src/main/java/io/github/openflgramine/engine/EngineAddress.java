package io.github.openflgramine.engine;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The address of the engine that all goals use, and fabric8's goals with them.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}, with what a URI does not allow in a path quoted
 * @param certificates the directory with ca.pem, cert.pem and key.pem if the connection uses TLS
 */
public record EngineAddress(URI host, Optional<Path> certificates) {

    public EngineAddress {
        if (!Set.of("unix", "tcp").contains(String.valueOf(host.getScheme()))) {
            throw new IllegalArgumentException("an engine is reached at unix:// or tcp://, not " + host);
        }
    }

    /**
     * Returns the engine that the docker command uses, unless fabric8's property names another one.
     *
     * @param property returns Maven's user, project or system property of a name, if it is set
     * @param environment the process's environment
     * @throws io.github.openflgramine.GraminizeException if the address is invalid or its certificates are missing
     */
    public static EngineAddress find(Function<String, Optional<String>> property, Map<String, String> environment) {
        return new EngineSearch(property, environment, java.nio.file.Files::exists).find();
    }

    /** Returns the path of the Unix socket, if the engine listens on one. */
    public Optional<Path> socket() {
        return host.getScheme().equals("unix") ? Optional.of(Path.of(host.getPath())) : Optional.empty();
    }

    /** Returns the name or IP address of the engine's machine; empty for a socket. */
    public Optional<String> machine() {
        return socket().isPresent() ? Optional.empty() : Optional.of(withoutPort(host.getRawAuthority()));
    }

    /** Returns the properties with which fabric8's goals use this engine. */
    public SortedMap<String, String> forFabric8() {
        String scheme = certificates.isPresent() ? "https" : "http";
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put(
                "docker.host",
                socket().isPresent()
                        ? host.toString()
                        : scheme + host.toString().substring("tcp".length()));
        certificates.ifPresent(directory -> properties.put("docker.certPath", directory.toString()));
        return properties;
    }

    /**
     * Returns the address for a library that takes the host from a URI. Java's URI has none if the name has an
     * underscore, as Compose's services may have; so it gets the IP address.
     */
    URI resolved() throws UnknownHostException {
        if (socket().isPresent() || host.getHost() != null) {
            return host;
        }
        String authority = host.getRawAuthority();
        String name = withoutPort(authority);
        String ip = InetAddress.getByName(name).getHostAddress();
        return URI.create("tcp://" + (ip.contains(":") ? "[" + ip + "]" : ip) + authority.substring(name.length())
                + host.getRawPath());
    }

    private static String withoutPort(String authority) {
        return authority.replaceFirst(":[0-9]+$", "");
    }

    /** Returns the address as the docker command takes it, in which nothing is quoted. */
    @Override
    public String toString() {
        return socket().map(path -> "unix://" + path).orElseGet(host::toString);
    }
}
