package io.github.openflgramine.engine;

import io.github.openflgramine.GraminizeException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the engine as the docker command does (docs.docker.com, "Docker contexts"): DOCKER_HOST, then the context in
 * DOCKER_CONTEXT, then the current context of config.json, then the default socket. fabric8's property {@code docker.host} is
 * first, because fabric8 knows no contexts. If Docker's default socket does not exist, the default sockets of rootless
 * Docker and of Podman are next.
 */
final class EngineSearch {

    private static final List<String> CERTIFICATES = List.of("ca.pem", "cert.pem", "key.pem");

    private final Function<String, Optional<String>> property;
    private final Map<String, String> environment;
    private final Predicate<Path> exists;

    EngineSearch(Function<String, Optional<String>> property, Map<String, String> environment, Predicate<Path> exists) {
        this.property = property;
        this.environment = environment;
        this.exists = exists;
    }

    EngineAddress find() {
        Optional<String> forFabric8 = property.apply("docker.host").filter(value -> !value.isBlank());
        if (forFabric8.isPresent()) {
            URI uri = new EngineForm("docker.host").parseAsFabric8(forFabric8.get());
            // fabric8's rule: tcp uses TLS unless it is at Docker's port without.
            boolean tls = uri.getScheme().equals("tcp") && !forFabric8.get().contains(":2375");
            return address(uri, tls, null);
        }
        Optional<String> host = variable("DOCKER_HOST");
        if (host.isPresent()) {
            return address(
                    new EngineForm("DOCKER_HOST").parse(host.get()),
                    variable("DOCKER_TLS_VERIFY").isPresent(),
                    null);
        }
        return context()
                .map(context -> address(
                        new EngineForm(context.source()).parse(context.host()),
                        context.certificates().isPresent(),
                        context.certificates().orElse(null)))
                .orElseGet(this::defaultSocket);
    }

    private Optional<DockerContext> context() {
        Optional<String> variable = variable("DOCKER_CONTEXT");
        if (variable.isPresent()) {
            return context(variable.get(), "DOCKER_CONTEXT");
        }
        DockerConfig config = DockerConfig.read(property, environment);
        return config.currentContext().flatMap(name -> context(name, config.file() + " (currentContext)"));
    }

    private Optional<DockerContext> context(String name, String chosenBy) {
        return name.equals(DockerContext.DEFAULT)
                ? Optional.empty()
                : Optional.of(DockerContext.read(DockerConfig.directory(property, environment), name, chosenBy));
    }

    private EngineAddress defaultSocket() {
        String docker = "/var/run/docker.sock";
        Stream<String> ofUser = variable("XDG_RUNTIME_DIR").stream()
                .flatMap(directory -> Stream.of(directory + "/docker.sock", directory + "/podman/podman.sock"));
        String socket = Stream.concat(Stream.concat(Stream.of(docker), ofUser), Stream.of("/run/podman/podman.sock"))
                .filter(path -> exists.test(Path.of(path)))
                .findFirst()
                .orElse(docker);
        return new EngineAddress(new EngineForm("socket").parse("unix://" + socket), Optional.empty());
    }

    /** @param own the address's own certificates, if it has any */
    private EngineAddress address(URI uri, boolean isTls, @Nullable Path own) {
        if (uri.getScheme().equals("unix")) {
            return new EngineAddress(uri, Optional.empty());
        }
        boolean tls = !uri.getScheme().equals("http")
                && (isTls
                        || uri.getScheme().equals("https")
                        || uri.getRawAuthority().endsWith(":2376"));
        boolean hasPort = uri.getRawAuthority().matches(".*:[0-9]+");
        URI tcp = URI.create(
                "tcp://" + uri.getRawAuthority() + (hasPort ? "" : tls ? ":2376" : ":2375") + uri.getRawPath());
        return new EngineAddress(tcp, tls ? Optional.of(certificates(tcp, own)) : Optional.empty());
    }

    private Path certificates(URI host, @Nullable Path own) {
        Path home = DockerConfig.directory(property, environment);
        Path directory = Optional.ofNullable(own)
                .or(() -> property.apply("docker.certPath")
                        .or(() -> variable("DOCKER_CERT_PATH"))
                        .map(Path::of))
                .or(() -> Optional.of(home).filter(path -> Files.exists(path.resolve("key.pem"))))
                .orElseThrow(
                        () -> new GraminizeException(
                                "The Docker engine at " + host
                                        + " requires TLS, but no client certificate is configured.",
                                "Set docker.certPath or DOCKER_CERT_PATH to the directory that holds ca.pem, cert.pem and key.pem."));
        List<String> missing = CERTIFICATES.stream()
                .filter(name -> !Files.isReadable(directory.resolve(name)))
                .toList();
        if (!missing.isEmpty()) {
            throw new GraminizeException(
                    "The Docker engine at " + host + " requires TLS, but " + directory + " has no readable "
                            + String.join(", ", missing) + ".",
                    "Copy the engine's ca.pem and the client's cert.pem and key.pem there.");
        }
        return directory;
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
