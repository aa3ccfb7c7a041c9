package io.github.openflgramine.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A container, through docker-java. */
final class DockerContainer implements EngineContainer {

    /** The exit status of a process that was killed by SIGKILL. */
    private static final int KILLED = 137;

    private final DockerClient client;
    private final EngineBorder border;
    private final String id;
    private final String image;

    DockerContainer(DockerClient client, EngineBorder border, String id, String image) {
        this.client = client;
        this.border = border;
        this.id = id;
        this.image = image;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void copyIn(InputStream tar, ImagePath directory) {
        border.tell(
                "copy files to " + directory + " of a container of " + image,
                () -> client.copyArchiveToContainerCmd(id)
                        .withTarInputStream(tar)
                        .withRemotePath(directory.value())
                        .exec());
    }

    @Override
    public InputStream copyOut(ImagePath path) {
        return border.stream(
                "copy " + path + " out of a container of " + image,
                () -> client.copyArchiveFromContainerCmd(id, path.value()).exec());
    }

    @Override
    public void start() {
        border.tell(
                "start a container of " + image,
                () -> client.startContainerCmd(id).exec());
    }

    @Override
    public LogFollower follow(Consumer<LogLine> lines) {
        return border.ask(
                "show the output of a container of " + image,
                () -> client.logContainerCmd(id)
                        .withFollowStream(true)
                        .withStdOut(true)
                        .withStdErr(true)
                        .withTailAll()
                        .exec(new FrameFollower(lines)));
    }

    @Override
    public List<LogLine> log(int last) {
        List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());
        try (FrameFollower all = client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withTail(last)
                .exec(new FrameFollower(lines::add))) {
            all.drain(Duration.ofSeconds(30));
        }
        return List.copyOf(lines);
    }

    @Override
    public OptionalInt await(Duration timeout) {
        try (WaitContainerResultCallback wait = client.waitContainerCmd(id).exec(new WaitContainerResultCallback())) {
            return OptionalInt.of(wait.awaitStatusCode(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (DockerClientException | NotFoundException e) {
            return exitStatus();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public OptionalInt exitStatus() {
        return border.ask("describe a container of " + image, () -> {
            try {
                return status(client.inspectContainerCmd(id).exec().getState());
            } catch (NotFoundException e) {
                // The container was removed, which kills its process.
                return OptionalInt.of(KILLED);
            }
        });
    }

    private static OptionalInt status(ContainerState state) {
        boolean ended = "exited".equals(state.getStatus()) || "dead".equals(state.getStatus());
        Long status = state.getExitCodeLong();
        return ended && status != null ? OptionalInt.of(Math.toIntExact(status)) : OptionalInt.empty();
    }

    @Override
    public void stop(Duration timeout) {
        border.tell("stop a container of " + image, () -> {
            try {
                client.stopContainerCmd(id)
                        .withTimeout(Math.toIntExact(timeout.toSeconds()))
                        .exec();
            } catch (NotModifiedException | NotFoundException e) {
                // The container does not run, so there is nothing to stop.
            }
        });
    }

    @Override
    public void close() {
        border.tell("remove a container of " + image, () -> {
            try {
                client.removeContainerCmd(id)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (NotFoundException | ConflictException e) {
                // The container is gone, or another thread (the shutdown hook) is removing it.
            }
        });
    }
}
