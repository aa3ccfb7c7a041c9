package io.github.openflgramine.engine;

import io.github.openflgramine.GraminizeException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The address of the engine. The sources have fabric8's order, so that both use the same engine: property {@code
 * docker.host}, then {@code DOCKER_HOST}, then the default socket. For TLS: property {@code docker.certPath}, then
 * {@code DOCKER_CERT_PATH}, then {@code ~/.docker} if it contains certificates.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}
 * @param certificates the directory with ca.pem, cert.pem and key.pem if the connection uses TLS
 */
public record EngineAddress(URI host, Optional<Path> certificates) {

    private static final String DEFAULT_SOCKET = "unix:///var/run/docker.sock";
    private static final String REMEDY =
            "Use Docker's form: unix:///var/run/docker.sock or tcp://host:2376; or omit it.";

    public EngineAddress {
        if (!Set.of("unix", "tcp").contains(String.valueOf(host.getScheme()))) {
            throw new IllegalArgumentException("an engine is reached at unix:// or tcp://, not " + host);
        }
    }

    /**
     * Returns the address from these settings.
     *
     * @param property returns Maven's user, project or system property of a name, if it is set
     * @param environment the process's environment
     * @throws GraminizeException if the address is invalid or its certificates are missing
     */
    public static EngineAddress find(Function<String, Optional<String>> property, Map<String, String> environment) {
        Optional<String> given = property.apply("docker.host");
        String from = given.isPresent() ? "docker.host" : "DOCKER_HOST";
        String value = given.or(() -> variable(environment, "DOCKER_HOST")).orElse(DEFAULT_SOCKET);
        URI uri = parse(from, value);
        if (uri.getScheme().equals("unix")) {
            return new EngineAddress(uri, Optional.empty());
        }
        // Same rule as fabric8: https always uses TLS, tcp uses it at Docker's TLS port.
        boolean tls = uri.getScheme().equals("https") || (!uri.getScheme().equals("http") && uri.getPort() == 2376);
        URI tcp = URI.create("tcp://" + uri.getRawAuthority());
        return new EngineAddress(tcp, tls ? Optional.of(certificates(property, environment, tcp)) : Optional.empty());
    }

    /** Returns the path of the Unix socket, if the engine listens on one. */
    public Optional<Path> socket() {
        return host.getScheme().equals("unix") ? Optional.of(Path.of(host.getPath())) : Optional.empty();
    }

    @Override
    public String toString() {
        return host.toString();
    }

    private static URI parse(String from, String value) {
        try {
            URI uri = URI.create(value.trim());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean socket = scheme.equals("unix")
                    && uri.getPath() != null
                    && !uri.getPath().isEmpty();
            boolean network = Set.of("tcp", "http", "https").contains(scheme) && uri.getHost() != null;
            if (socket || network) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new GraminizeException(from + "=" + value + " is not the address of a Docker engine.", REMEDY, e);
        }
        throw new GraminizeException(from + "=" + value + " is not the address of a Docker engine.", REMEDY);
    }

    private static Path certificates(
            Function<String, Optional<String>> property, Map<String, String> environment, URI host) {
        Optional<Path> home = property.apply("user.home").map(directory -> Path.of(directory, ".docker"));
        return property.apply("docker.certPath")
                .or(() -> variable(environment, "DOCKER_CERT_PATH"))
                .map(Path::of)
                .or(() -> home.filter(directory -> Files.exists(directory.resolve("key.pem"))))
                .orElseThrow(
                        () -> new GraminizeException(
                                "The Docker engine at " + host
                                        + " requires TLS, but no client certificate is configured.",
                                "Set docker.certPath or DOCKER_CERT_PATH to the directory that holds ca.pem, cert.pem and key.pem."));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
