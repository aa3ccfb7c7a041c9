package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The containers of one run. They are removed on close and when the JVM ends (Ctrl-C, SIGTERM). In the latter case the
 * actors may receive SIGTERM first.
 */
public final class ActorContainers implements AutoCloseable {

    private final Engine engine;
    private final Duration grace;
    private final List<EngineContainer> containers = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::interrupt, "actors-cleanup");
    private volatile boolean interrupted;

    /**
     * Creates an empty set of containers.
     *
     * @param grace how long an actor may take to end after SIGTERM when the JVM ends; zero to remove it without
     * SIGTERM
     */
    public ActorContainers(Engine engine, Duration grace) {
        this.engine = engine;
        this.grace = grace;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public synchronized EngineContainer create(ContainerRequest request) {
        checkInterrupted();
        EngineContainer container = engine.create(request);
        containers.add(container);
        return container;
    }

    /**
     * Reports an interrupted run instead of failures of its removed containers.
     *
     * @throws GraminizeException if the run was interrupted
     */
    public void checkInterrupted() {
        if (interrupted) {
            throw new GraminizeException("The run was interrupted.", "Its containers are removed.");
        }
    }

    @Override
    public void close() {
        remove();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            awaitHook();
        }
    }

    /** The connection must stay open until the shutdown hook has finished. */
    private void awaitHook() {
        try {
            hook.join(grace.plusMinutes(1).toMillis());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private void interrupt() {
        interrupted = true;
        if (!grace.isZero()) {
            containers.forEach(container -> container.stop(grace));
        }
        remove();
    }

    private synchronized void remove() {
        containers.forEach(EngineContainer::close);
    }
}
