package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.LogFollower;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An actor whose container runs. Its output goes to the log and optionally to a file. */
public final class RunningActor implements AutoCloseable {

    private static final int LAST_LINES = 15;

    private final String name;
    private final EngineContainer container;
    private final @Nullable OutputFile output;
    private final LogFollower follower;

    private RunningActor(String name, EngineContainer container, @Nullable OutputFile output, LogFollower follower) {
        this.name = name;
        this.container = container;
        this.output = output;
        this.follower = follower;
    }

    /**
     * Starts a created container. The caller must close the container if this method fails.
     *
     * @param output receives the lines, too; null if they go only to {@code lines}
     */
    public static RunningActor start(
            String name, EngineContainer container, Consumer<String> lines, @Nullable OutputFile output) {
        container.start();
        LogFollower follower = container.follow(line -> {
            String text = line.text().stripTrailing();
            lines.accept(text);
            if (output != null) {
                output.accept(text);
            }
        });
        return new RunningActor(name, container, output, follower);
    }

    public String name() {
        return name;
    }

    public OptionalInt await(Duration timeout) {
        return container.await(timeout);
    }

    public OptionalInt exitStatus() {
        return container.exitStatus();
    }

    /** Waits for the last lines of output, which the engine delivers with a delay. */
    public void drain() {
        follower.drain(Duration.ofSeconds(10));
    }

    public GraminizeException failure(String what) {
        return failure(
                name,
                container,
                what,
                output == null ? "Its earlier output is above." : "Its whole output is in " + output.file() + ".");
    }

    /** Returns the last lines of its output. */
    public List<String> lastLines() {
        return container.log(LAST_LINES).stream()
                .map(line -> line.text().stripTrailing())
                .toList();
    }

    /** Returns an error about an actor's end, with the last lines of its output. */
    public static GraminizeException failure(String name, EngineContainer container, String what, String remedy) {
        String lines = container.log(LAST_LINES).stream()
                .map(line -> "\n    " + line.text().stripTrailing())
                .collect(Collectors.joining());
        return new GraminizeException(
                name + " " + what + "." + (lines.isEmpty() ? " It wrote nothing." : " Its last lines:" + lines + "\n"),
                remedy);
    }

    @Override
    public void close() {
        container.close();
        drain();
        follower.close();
        if (output != null) {
            output.close();
        }
    }
}
