package io.github.openflgramine.build;

import io.github.openflgramine.engine.ContainerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** One actor of a federation through all its lives; what it says goes on in one file. */
final class FederationMember implements AutoCloseable {

    private final Actor actor;
    private final ContainerRequest request;
    private final int width;
    private final BuildLog log;
    private RunningActor running;
    private int restarts;

    private FederationMember(Actor actor, ContainerRequest request, int width, BuildLog log, RunningActor running) {
        this.actor = actor;
        this.request = request;
        this.width = width;
        this.log = log;
        this.running = running;
    }

    /**
     * Starts it for the first time.
     *
     * @param width of the longest name in the log
     */
    static FederationMember start(
            Actor actor, ContainerRequest request, int width, ActorContainers containers, BuildLog log)
            throws IOException {
        RunningActor running = run(actor, request, width, containers, log);
        log.actorStarted(actor.name());
        return new FederationMember(actor, request, width, log, running);
    }

    /** Starts it anew after an end with this status, unless that was done so often already. */
    boolean restart(int status, int most, ActorContainers containers) throws IOException {
        if (restarts == most) {
            return false;
        }
        restarts++;
        running.close();
        log.actorRestarted(actor.name(), status, restarts, most);
        running = run(actor, request, width, containers, log);
        return true;
    }

    RunningActor running() {
        return running;
    }

    @Override
    public void close() {
        running.close();
    }

    private static RunningActor run(
            Actor actor, ContainerRequest request, int width, ActorContainers containers, BuildLog log)
            throws IOException {
        Consumer<String> lines = line -> {
            if (!line.isEmpty()) {
                log.actorSays(actor.name(), width, line);
            }
        };
        OutputFile output = OutputFile.open(actor.folder().resolve("output.log"));
        return RunningActor.start(actor.name(), containers.create(request), lines, Optional.of(output));
    }
}
