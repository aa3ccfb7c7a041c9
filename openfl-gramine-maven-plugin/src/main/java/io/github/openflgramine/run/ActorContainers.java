package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The containers of one run from the first to the last. Closing it removes them all; so does the end of the JVM, as by
 * Ctrl-C or SIGTERM, of which the actors may hear before.
 */
public final class ActorContainers implements AutoCloseable {

    private final Engine engine;
    private final Duration grace;
    private final List<EngineContainer> containers = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(this::interrupt, "actors-cleanup");
    private volatile boolean interrupted;

    /**
     * Of this engine.
     *
     * @param grace how long an actor has to end after SIGTERM when the JVM is told to end; zero where it is not told at all
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

    /** Containers that vanish because of Ctrl-C are no failure of theirs. */
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

    /** The JVM is ending: the connection has to stay open until the hook is through. */
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
