package io.github.openflgramine.build;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.LogFollower;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An actor whose container runs; everything it says goes to the log and into its folder. */
final class RunningActor implements AutoCloseable {

    private static final int LAST_LINES = 15;

    private final Actor actor;
    private final EngineContainer container;
    private final BufferedWriter output;
    private final LogFollower follower;

    private RunningActor(Actor actor, EngineContainer container, BufferedWriter output, LogFollower follower) {
        this.actor = actor;
        this.container = container;
        this.output = output;
        this.follower = follower;
    }

    /** Starts a container that is made; it stays the caller's to close until this returns. */
    static RunningActor start(Actor actor, EngineContainer container, Consumer<String> lines) throws IOException {
        BufferedWriter output = Files.newBufferedWriter(outputOf(actor));
        container.start();
        LogFollower follower = container.follow(line -> {
            String text = line.text().stripTrailing();
            lines.accept(text);
            write(output, text);
        });
        return new RunningActor(actor, container, output, follower);
    }

    String name() {
        return actor.name();
    }

    OptionalInt await(Duration timeout) {
        return container.await(timeout);
    }

    OptionalInt exitStatus() {
        return container.exitStatus();
    }

    /** Hands over what it said last; the engine is a little behind. */
    void drain() {
        follower.drain(Duration.ofSeconds(10));
    }

    GraminizeException failure(String what) {
        String lines = container.log(LAST_LINES).stream()
                .map(line -> "\n    " + line.text().stripTrailing())
                .collect(Collectors.joining());
        return new GraminizeException(
                actor.name() + " " + what + "."
                        + (lines.isEmpty() ? " It said nothing." : " Its last lines:" + lines + "\n"),
                "All it said is in " + outputOf(actor) + ".");
    }

    @Override
    public void close() {
        container.close();
        drain();
        follower.close();
        synchronized (output) {
            try {
                output.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path outputOf(Actor actor) {
        return actor.folder().resolve("output.log");
    }

    private static void write(BufferedWriter output, String text) {
        synchronized (output) {
            try {
                output.write(text);
                output.newLine();
                output.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
