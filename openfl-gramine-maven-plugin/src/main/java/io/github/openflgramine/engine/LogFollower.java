package io.github.openflgramine.engine;

import java.time.Duration;

/** Follows a log. Closing it does not affect the container. */
public interface LogFollower extends AutoCloseable {

    /** Waits until the last line has been passed on. Returns false if that takes longer than this time. */
    boolean drain(Duration timeout);

    @Override
    void close();
}
