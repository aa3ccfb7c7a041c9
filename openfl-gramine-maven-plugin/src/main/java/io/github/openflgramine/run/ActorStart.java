package io.github.openflgramine.run;

import io.github.openflgramine.Role;
import io.github.openflgramine.engine.DockerCommand;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;

/** {@code aggregator-start} and {@code collaborator-start}: runs one actor from its own directory and an image. */
public final class ActorStart {

    /** Time for an actor to end after SIGTERM. */
    private static final Duration GRACE = Duration.ofSeconds(30);
    /** Most failures at start-up occur within this time. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final Engine engine;
    private final Clock clock;
    private final ActorLog log;

    public ActorStart(Engine engine, Clock clock, BuildLog log) {
        this.engine = engine;
        this.clock = clock;
        this.log = new ActorLog(log);
    }

    /** Runs the actor until it ends and returns its exit status. Passes SIGTERM and Ctrl-C to it. */
    public int run(ActorRequest request) throws IOException {
        ReadyActor ready = prepare(request);
        ready.claimName(engine);
        ready.writeRecord();
        String name = ready.actor().name();
        DeniedFiles deniedFiles = new DeniedFiles();
        deniedFiles.listed(ready.compiledSources());
        try (ActorContainers containers = new ActorContainers(engine, GRACE);
                RunningActor running = RunningActor.start(
                        name,
                        containers.create(ready.container()),
                        line -> {
                            deniedFiles.heard(name, line);
                            log.actorSays(name, name.length(), line);
                        },
                        null)) {
            OptionalInt status = running.await(Duration.ofSeconds(1));
            while (status.isEmpty()) {
                status = running.await(Duration.ofSeconds(1));
            }
            containers.checkInterrupted();
            running.drain();
            deniedFiles.tell(log);
            log.actorEnded(name, status.getAsInt());
            if (ready.answer().isPresent()) {
                if (status.getAsInt() == 0) {
                    log.enrolled(ready.answer().get());
                }
            } else if (status.getAsInt() == 0 && request.role() == Role.AGGREGATOR) {
                TrainedModel.in(request.directory(), ready.plan()).ifPresent(log::model);
            }
            return status.getAsInt();
        }
    }

    /**
     * Starts the actor in the background, after waiting some seconds for a failure at start-up.
     *
     * @throws io.github.openflgramine.GraminizeException if it has failed by then
     */
    public void detach(ActorRequest request) throws IOException {
        ReadyActor ready = prepare(request);
        ready.claimName(engine);
        ready.writeRecord();
        EngineContainer container = engine.create(ready.container());
        boolean lives = false;
        try {
            container.start();
            OptionalInt status = container.await(FIRST_LOOK);
            if (status.isPresent() && status.getAsInt() != 0) {
                throw RunningActor.failure(
                        ready.actor().name(),
                        container,
                        "ended with status " + status.getAsInt(),
                        "Its container is removed.");
            }
            lives = true;
        } finally {
            if (!lives) {
                container.close();
            }
        }
        log.actorDetached(
                ready.actor().name(),
                DockerCommand.of(engine.address(), "logs", "--follow", ready.containerName()),
                DockerCommand.of(engine.address(), "stop", ready.containerName()));
    }

    /** Returns the docker command that would start the actor, after the same checks. */
    public String command(ActorRequest request, boolean detached) throws IOException {
        return DockerCommand.run(
                engine.address(), engine.kind(), prepare(request).container(), detached);
    }

    private ReadyActor prepare(ActorRequest request) throws IOException {
        return new ActorPreparation(request, log).prepare(engine, clock.instant());
    }
}
