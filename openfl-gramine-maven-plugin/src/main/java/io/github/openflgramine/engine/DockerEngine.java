package io.github.openflgramine.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.LoadImageCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.transport.SSLConfig;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The engine, through docker-java. Its zero-dependency transport adds no second HTTP client to Maven's class path. */
final class DockerEngine implements Engine {

    /** The TLS configuration for a Unix socket. Without one, the transport reads all certificates that Java trusts. */
    private static final SSLConfig NO_TLS = () -> SSLContext.getInstance("TLS");

    private final EngineAddress address;
    private final EngineBorder border;
    private final DockerClient client;
    private @Nullable EngineKind kind;

    private DockerEngine(EngineAddress address, DockerClient client) {
        this.address = address;
        this.border = new EngineBorder(address);
        this.client = client;
    }

    static Engine connect(EngineAddress address) {
        SocketCheck.check(address);
        // Not the library's default configuration, which reads config.json and the environment by rules of its own.
        DefaultDockerClientConfig.Builder builder = new DefaultDockerClientConfig.Builder()
                .withDockerHost(resolved(address).toString())
                .withDockerTlsVerify(address.certificates().isPresent());
        address.certificates().map(Path::toString).ifPresent(builder::withDockerCertPath);
        DefaultDockerClientConfig config = builder.build();
        ZerodepDockerHttpClient.Builder transport = new ZerodepDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .connectionTimeout(Duration.ofSeconds(10));
        address.certificates().ifPresent(any -> transport.sslConfig(config.getSSLConfig()));
        address.socket().ifPresent(any -> transport.sslConfig(NO_TLS));
        Engine engine =
                new DockerEngine(address, DockerClientImpl.getInstance(config, new PlainTransport(transport.build())));
        try {
            ((DockerEngine) engine).client.pingCmd().exec();
            return engine;
        } catch (RuntimeException e) {
            engine.close();
            throw SocketCheck.silent(address, e);
        }
    }

    private static URI resolved(EngineAddress address) {
        try {
            return address.resolved();
        } catch (UnknownHostException e) {
            throw SocketCheck.silent(address, e);
        }
    }

    @Override
    public EngineAddress address() {
        return address;
    }

    @Override
    public synchronized EngineKind kind() {
        EngineKind known = kind;
        if (known == null) {
            known = border.ask(
                    "describe itself",
                    () -> EngineKind.of(
                            client.infoCmd().exec(), client.versionCmd().exec()));
            kind = known;
        }
        return known;
    }

    @Override
    public Optional<EngineImage> image(String reference) {
        // Without a name the path is that of another call.
        if (reference.isBlank()) {
            return Optional.empty();
        }
        return border.ask("describe image " + reference, () -> {
            try {
                return Optional.of(
                        InspectedImage.of(client.inspectImageCmd(reference).exec()));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public List<String> names(String repository) {
        return border.ask(
                "list the images named " + repository,
                () -> client.listImagesCmd().withFilter("reference", List.of(repository)).exec().stream()
                        .flatMap(image -> names(image).stream())
                        .filter(name -> name.startsWith(repository + ":"))
                        .distinct()
                        .toList());
    }

    private static List<String> names(Image image) {
        return image.getRepoTags() == null ? List.of() : List.of(image.getRepoTags());
    }

    @Override
    public List<ImageId> unnamedImages(Map.Entry<String, String> label) {
        return border.ask(
                "list images without a name",
                () -> client
                        .listImagesCmd()
                        .withDanglingFilter(true)
                        .withLabelFilter(Map.of(label.getKey(), label.getValue()))
                        .exec()
                        .stream()
                        .map(image -> ImageId.of(image.getId()))
                        .distinct()
                        .toList());
    }

    @Override
    public InputStream save(String reference) {
        return border.stream(
                "save image " + reference, () -> client.saveImageCmd(reference).exec());
    }

    @Override
    public void load(InputStream archive, String what) {
        border.tell("load " + what, () -> {
            try {
                client.loadImageAsyncCmd(archive).exec(new LoadImageCallback()).awaitMessage();
            } catch (DockerClientException e) {
                throw new GraminizeException(
                        "The Docker engine could not load " + what + ": " + e.getMessage() + ".",
                        "Copy it again, or load it by hand for more detail: docker load --input " + what,
                        e);
            }
        });
    }

    @Override
    public void tag(String reference, String name) {
        int colon = name.lastIndexOf(':');
        border.tell(
                "name image " + reference + " " + name,
                () -> client.tagImageCmd(reference, name.substring(0, colon), name.substring(colon + 1))
                        .exec());
    }

    @Override
    public void removeImage(String reference) {
        border.tell("remove image " + reference, () -> {
            try {
                client.removeImageCmd(reference).exec();
            } catch (NotFoundException | ConflictException e) {
                // There is no such image, or a container or another image uses it.
            }
        });
    }

    @Override
    public EngineContainer create(ContainerRequest request) {
        return border.ask("create a container of image " + request.image(), () -> {
            try {
                return new DockerContainer(
                        client, border, CreateCommand.of(client, request).exec().getId(), request.image());
            } catch (NotFoundException e) {
                throw new GraminizeException(
                        "Image " + request.image() + " is not known to the Docker engine at " + address + ".",
                        "Build it (mvn package) or load its archive (docker load).",
                        e);
            }
        });
    }

    @Override
    public List<String> containersLabelled(Map.Entry<String, String> label) {
        return border.ask(
                "list containers",
                () -> client
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(label.getKey(), label.getValue()))
                        .exec()
                        .stream()
                        .map(Container::getId)
                        .toList());
    }

    @Override
    public Optional<EngineContainer> container(String idOrName) {
        return border.ask("describe container " + idOrName, () -> {
            try {
                InspectContainerResponse found =
                        client.inspectContainerCmd(idOrName).exec();
                return Optional.of(
                        new DockerContainer(client, border, found.getId(), String.valueOf(found.getImageId())));
            } catch (NotFoundException e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
