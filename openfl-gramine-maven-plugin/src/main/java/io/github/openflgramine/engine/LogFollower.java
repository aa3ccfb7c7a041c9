package io.github.openflgramine.engine;

import java.time.Duration;

/** A log that is being followed. Closing it ends that, not the container. */
public interface LogFollower extends AutoCloseable {

    /** Waits until the last line has been handed over; false when this time was too short. */
    boolean drain(Duration timeout);

    @Override
    void close();
}
