package io.github.openflgramine.engine;

import io.github.openflgramine.image.ImagePath;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One container, from its making to its removal: closing it removes it, whether it runs or not. */
public interface EngineContainer extends AutoCloseable {

    String id();

    /** Unpacks a tar (uncompressed or gzip) into a directory of the container that exists. */
    void copyIn(InputStream tar, ImagePath directory);

    /** A file or directory of the container as a tar, whose entries begin with its last name. The caller closes the stream. */
    InputStream copyOut(ImagePath path);

    void start();

    /**
     * Every line that the container has written and will write, in the order of each stream, on a thread of its own.
     * Docker 20.10 leaves out here what follows the last line feed; {@link #log} has it.
     */
    LogFollower follow(Consumer<LogLine> lines);

    /** The last lines written so far, oldest first. */
    List<LogLine> log(int last);

    /** Waits for the end and gives the exit status; empty when it still runs after this time. */
    OptionalInt await(Duration timeout);

    /** The exit status if it has ended; empty while it runs or before it was started. */
    OptionalInt exitStatus();

    /** SIGTERM, and SIGKILL where it has not ended after this time. Nothing happens when it does not run. */
    void stop(Duration timeout);

    @Override
    void close();
}
