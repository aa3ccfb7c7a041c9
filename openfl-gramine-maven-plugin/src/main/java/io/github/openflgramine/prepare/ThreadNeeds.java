package io.github.openflgramine.prepare;

import io.github.openflgramine.graminize.Capacity;
import java.util.Optional;

/**
 * The number of threads that an actor has at once. An enclave's number of threads is fixed; when it is exceeded,
 * creating a thread fails and gRPC ends the process.
 */
final class ThreadNeeds {

    /**
     * Threads of Python, OpenFL and Gramine. With the others, the estimate is 20 on two cores, where 15 to 20 were
     * observed.
     */
    private static final int OWN = 14;

    /** gRPC has one event thread per core, within these bounds. */
    private static final int FEWEST_EVENTS = 4;

    private static final int MOST_EVENTS = 16;

    /** Too few threads, and what to do: a warning, also in production. */
    record Shortage(String problem, String remedy) {}

    private ThreadNeeds() {}

    /**
     * Returns the largest number of threads on a machine with this number of cores.
     *
     * @param numericThreads size of OpenMP's pool and of OpenBLAS's pool
     */
    static int on(int cores, int numericThreads) {
        int events = Math.max(FEWEST_EVENTS, Math.min(MOST_EVENTS, cores));
        int requests = cores;
        return OWN + requests + events + 2 * (numericThreads - 1);
    }

    /** Returns the shortage of a capacity that may have too few threads. */
    static Optional<Shortage> shortage(int cores, Capacity capacity) {
        int needed = on(cores, capacity.numericThreads());
        return capacity.maxThreads() >= needed
                ? Optional.empty()
                : Optional.of(new Shortage(
                        "gramine.maxThreads=%d is too low for a machine with %d cores (gramine.cores): gRPC, OpenFL and the numeric"
                                        .formatted(capacity.maxThreads(), cores)
                                + " libraries (gramine.numericThreads=%d) may run %d threads at once."
                                        .formatted(capacity.numericThreads(), needed),
                        "Raise it to %d, or set gramine.cores to the cores of the largest machine."
                                .formatted(Integer.highestOneBit(needed - 1) << 1)));
    }
}
