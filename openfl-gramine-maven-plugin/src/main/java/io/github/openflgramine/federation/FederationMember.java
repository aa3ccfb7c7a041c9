package io.github.openflgramine.federation;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.run.Actor;
import io.github.openflgramine.run.ActorContainers;
import io.github.openflgramine.run.OutputFile;
import io.github.openflgramine.run.RunningActor;
import java.io.IOException;
import java.util.function.Consumer;

/** An actor of a federation, including restarts. All its output goes to one file. */
final class FederationMember implements AutoCloseable {

    /** The file with all output of an actor, in its directory. */
    static final String OUTPUT = "output.log";

    private final Actor actor;
    private final ContainerRequest request;
    private final Consumer<String> lines;
    private final FederationLog log;
    private RunningActor running;
    private int restarts;

    private FederationMember(
            Actor actor, ContainerRequest request, Consumer<String> lines, FederationLog log, RunningActor running) {
        this.actor = actor;
        this.request = request;
        this.lines = lines;
        this.log = log;
        this.running = running;
    }

    /**
     * Starts the actor for the first time.
     *
     * @param lines receives its output, line by line
     */
    static FederationMember start(
            Actor actor,
            ContainerRequest request,
            Consumer<String> lines,
            ActorContainers containers,
            FederationLog log)
            throws IOException {
        RunningActor running = run(actor, request, lines, containers);
        log.actorStarted(actor.name());
        return new FederationMember(actor, request, lines, log, running);
    }

    /** Restarts the actor after an end with this status. Returns false if the maximum number of restarts is reached. */
    boolean restart(int status, int most, ActorContainers containers) throws IOException {
        if (restarts == most) {
            return false;
        }
        restarts++;
        running.close();
        log.actorRestarted(actor.name(), status, restarts, most);
        running = run(actor, request, lines, containers);
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
            Actor actor, ContainerRequest request, Consumer<String> lines, ActorContainers containers)
            throws IOException {
        OutputFile output = OutputFile.open(actor.directory().resolve(OUTPUT));
        return RunningActor.start(actor.name(), containers.create(request), lines, output);
    }
}
