package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.LogFollower;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** An actor whose container runs; everything it says goes to the log, and into a file where there is one. */
public final class RunningActor implements AutoCloseable {

    private static final int LAST_LINES = 15;

    private final String name;
    private final EngineContainer container;
    private final Optional<OutputFile> output;
    private final LogFollower follower;

    private RunningActor(String name, EngineContainer container, Optional<OutputFile> output, LogFollower follower) {
        this.name = name;
        this.container = container;
        this.output = output;
        this.follower = follower;
    }

    /** Starts a container that is made; it stays the caller's to close until this returns. */
    public static RunningActor start(
            String name, EngineContainer container, Consumer<String> lines, Optional<OutputFile> output) {
        container.start();
        LogFollower follower = container.follow(line -> {
            String text = line.text().stripTrailing();
            lines.accept(text);
            output.ifPresent(file -> file.accept(text));
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

    /** Hands over what it said last; the engine is a little behind. */
    public void drain() {
        follower.drain(Duration.ofSeconds(10));
    }

    public GraminizeException failure(String what) {
        return failure(
                name,
                container,
                what,
                output.map(file -> "Its whole output is in " + file.file() + ".")
                        .orElse("Its earlier output is above."));
    }

    /** The end of an actor with its last words. */
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
        output.ifPresent(OutputFile::close);
    }
}
