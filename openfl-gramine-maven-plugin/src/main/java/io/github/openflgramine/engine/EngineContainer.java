package io.github.openflgramine.engine;

import io.github.openflgramine.image.ImagePath;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A container. Closing it removes it, running or not. */
public interface EngineContainer extends AutoCloseable {

    String id();

    /** Unpacks a tar, uncompressed or gzip, into an existing directory of the container. */
    void copyIn(InputStream tar, ImagePath directory);

    /**
     * Returns a file or directory of the container as a tar, whose entries start with its last name. The caller closes
     * the stream.
     */
    InputStream copyOut(ImagePath path);

    void start();

    /**
     * Passes on every past and future line of the container, in the order of each stream, on a separate thread. Docker
     * 20.10 omits text after the last line feed here, but not in {@link #log}.
     */
    LogFollower follow(Consumer<LogLine> lines);

    /** Returns the last lines written so far, oldest first. */
    List<LogLine> log(int last);

    /** Waits for the end and returns the exit status; empty if the container still runs after this time. */
    OptionalInt await(Duration timeout);

    /** Returns the exit status if the container has ended; empty if it runs or was not started. */
    OptionalInt exitStatus();

    /** Sends SIGTERM, then SIGKILL if the container has not ended after this time. Does nothing if it does not run. */
    void stop(Duration timeout);

    @Override
    void close();
}
