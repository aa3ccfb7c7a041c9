package io.github.openflgramine.federation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.run.Actor;
import io.github.openflgramine.run.ActorContainers;
import io.github.openflgramine.run.DeniedFiles;
import io.github.openflgramine.run.RunningActor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/** The running actors of a federation. Closing it removes their containers. */
final class FederationRun implements AutoCloseable {

    /**
     * How long the aggregator may run after all collaborators have ended. It checks every five seconds whether it is
     * finished, and then ends slowly.
     */
    private static final Duration ALONE = Duration.ofSeconds(60);

    /** Begins each line that the launcher in the image writes. */
    private static final String LAUNCHER = "openfl-gramine: ";

    private final ActorContainers containers;
    private final int restarts;
    private final boolean showsOutput;
    private final FederationLog log;
    private final DeniedFiles deniedFiles = new DeniedFiles();
    private final Progress progress = new Progress(System::nanoTime);
    private final List<FederationMember> members = new ArrayList<>();

    /**
     * Creates a run without actors.
     *
     * @param restarts how often a failed collaborator is restarted
     * @param showsOutput whether to log all that the actors write, and not only what the launcher says
     */
    FederationRun(Engine engine, int restarts, boolean showsOutput, FederationLog log) {
        this.containers = new ActorContainers(engine, Duration.ZERO);
        this.restarts = restarts;
        this.showsOutput = showsOutput;
        this.log = log;
    }

    void start(Actor actor, ContainerRequest request, int width) throws IOException {
        Consumer<String> lines = line -> {
            deniedFiles.heard(actor.name(), line);
            progress.heard(actor.name(), line);
            if (showsOutput ? !line.isEmpty() : line.startsWith(LAUNCHER)) {
                log.actorSays(actor.name(), width, line);
            }
        };
        members.add(FederationMember.start(actor, request, lines, containers, log));
    }

    /** Waits until the aggregator, which is the first actor, accepts connections. */
    void awaitListening(int port, Duration timeout) {
        RunningActor aggregator = members.get(0).running();
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!accepts(port)) {
            OptionalInt status = aggregator.await(Duration.ofMillis(300));
            containers.checkInterrupted();
            if (status.isPresent()) {
                throw aggregator.failure(
                        "ended with status " + status.getAsInt() + " before it listened on port " + port);
            }
            if (System.nanoTime() > deadline) {
                throw aggregator.failure(
                        "does not listen on port " + port + " after " + timeout.toSeconds() + " seconds");
            }
        }
    }

    /**
     * Waits until the aggregator has ended. The federation ends at once if an actor fails more often than it may be
     * restarted, and if it makes no progress.
     *
     * @param silence how long it may be without progress; zero if there is no limit
     * @param rounds the file that grows with each round
     */
    void awaitEnd(Duration silence, Path rounds, Runnable eachSecond) throws IOException {
        RunningActor aggregator = members.get(0).running();
        List<FederationMember> collaborators = members.subList(1, members.size());
        long lastSeen = System.nanoTime();
        OptionalInt status = OptionalInt.empty();
        while (status.isEmpty()) {
            status = aggregator.await(Duration.ofSeconds(1));
            eachSecond.run();
            progress.rounds(Files.exists(rounds) ? Files.size(rounds) : 0);
            containers.checkInterrupted();
            for (FederationMember collaborator : collaborators) {
                OptionalInt ended = collaborator.running().exitStatus();
                containers.checkInterrupted();
                if (ended.isEmpty()) {
                    lastSeen = System.nanoTime();
                } else if (ended.getAsInt() != 0 && status.isEmpty()) {
                    restartOrFail(collaborator, ended.getAsInt());
                }
            }
            if (status.isEmpty() && System.nanoTime() - lastSeen > ALONE.toNanos()) {
                throw aggregator.failure("is still waiting, but every collaborator has ended");
            }
            if (status.isEmpty() && !silence.isZero() && progress.silence().compareTo(silence) > 0) {
                throw hang(silence);
            }
        }
        if (status.getAsInt() != 0) {
            throw aggregator.failure("ended with status " + status.getAsInt());
        }
        collaborators.forEach(collaborator -> finish(collaborator.running()));
        aggregator.drain();
    }

    private GraminizeException hang(Duration silence) {
        StringBuilder lines = new StringBuilder();
        for (FederationMember member : members) {
            lines.append("\n    ").append(member.running().name()).append(':');
            member.running()
                    .lastLines()
                    .forEach(line -> lines.append("\n        ").append(line));
        }
        return new GraminizeException(
                "The federation made no progress for " + silence.toSeconds()
                        + " seconds: no round ended, and no actor wrote a new line. Their last lines:" + lines + "\n",
                "If a round takes longer without a word: -Dopenfl.federationTimeout=SECONDS, or 0 for no limit. Otherwise the"
                        + " actors wait for each other (docs/openfl.md, straggler policies).");
    }

    /** Sets the sources whose compiled form the image's manifests list. */
    void listed(Set<String> compiledSources) {
        deniedFiles.listed(compiledSources);
    }

    /** OpenFL's aggregator continues when a collaborator reconnects in the middle of a round. */
    private void restartOrFail(FederationMember collaborator, int status) throws IOException {
        if (!collaborator.restart(status, restarts, containers)) {
            throw collaborator.running().failure("ended with status " + status + " before the federation was finished");
        }
    }

    /** Only logs a collaborator that does not end or fails now, because the model is finished. */
    private void finish(RunningActor collaborator) {
        OptionalInt status = collaborator.await(Duration.ofSeconds(20));
        if (status.isEmpty()) {
            log.warning(
                    collaborator.name() + " is still running although the aggregator has finished.", "It was stopped.");
        } else if (status.getAsInt() != 0) {
            GraminizeException failure = collaborator.failure(
                    "ended with status " + status.getAsInt() + " after the aggregator had finished");
            log.warning(failure.problem(), failure.remedy());
        }
        collaborator.drain();
    }

    @Override
    public void close() {
        containers.close();
        members.forEach(FederationMember::close);
        deniedFiles.tell(log);
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
