package io.github.openflgramine.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
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
    private final String id;
    private final String image;

    DockerContainer(DockerClient client, String id, String image) {
        this.client = client;
        this.id = id;
        this.image = image;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void copyIn(InputStream tar, ImagePath directory) {
        try {
            client.copyArchiveToContainerCmd(id)
                    .withTarInputStream(tar)
                    .withRemotePath(directory.value())
                    .exec();
        } catch (DockerException e) {
            throw EngineMessages.refused("copy files to " + directory + " of a container of " + image, e);
        }
    }

    @Override
    public InputStream copyOut(ImagePath path) {
        try {
            return client.copyArchiveFromContainerCmd(id, path.value()).exec();
        } catch (DockerException e) {
            throw EngineMessages.refused("copy " + path + " out of a container of " + image, e);
        }
    }

    @Override
    public void start() {
        try {
            client.startContainerCmd(id).exec();
        } catch (DockerException e) {
            throw EngineMessages.refused("start a container of " + image, e);
        }
    }

    @Override
    public LogFollower follow(Consumer<LogLine> lines) {
        return client.logContainerCmd(id)
                .withFollowStream(true)
                .withStdOut(true)
                .withStdErr(true)
                .withTailAll()
                .exec(new FrameFollower(lines));
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
        ContainerState state;
        try {
            state = client.inspectContainerCmd(id).exec().getState();
        } catch (NotFoundException e) {
            // The container was removed, which kills its process.
            return OptionalInt.of(KILLED);
        }
        boolean ended = "exited".equals(state.getStatus()) || "dead".equals(state.getStatus());
        Long status = state.getExitCodeLong();
        return ended && status != null ? OptionalInt.of(Math.toIntExact(status)) : OptionalInt.empty();
    }

    @Override
    public void stop(Duration timeout) {
        try {
            client.stopContainerCmd(id)
                    .withTimeout(Math.toIntExact(timeout.toSeconds()))
                    .exec();
        } catch (NotModifiedException | NotFoundException e) {
            // The container does not run, so there is nothing to stop.
        }
    }

    @Override
    public void close() {
        try {
            client.removeContainerCmd(id)
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException | ConflictException e) {
            // The container is gone, or another thread (the shutdown hook) is removing it.
        }
    }
}
