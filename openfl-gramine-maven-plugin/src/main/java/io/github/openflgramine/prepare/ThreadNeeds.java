package io.github.openflgramine.prepare;

import io.github.openflgramine.graminize.Capacity;
import io.github.openflgramine.product.InsecureSetting;
import java.util.Optional;

/**
 * How many threads an actor has at once. An enclave has no more than it was made for: where they run out, a thread cannot be
 * made, and gRPC ends the process.
 */
final class ThreadNeeds {

    /** Of Python, OpenFL and Gramine; with the rest 20 on two cores, of which 15 to 20 were seen. */
    private static final int OWN = 14;

    /** gRPC keeps a thread a core for its events, within these bounds. */
    private static final int FEWEST_EVENTS = 4;

    private static final int MOST_EVENTS = 16;

    private ThreadNeeds() {}

    /**
     * At most on a machine of so many cores.
     *
     * @param numericThreads of OpenMP and of OpenBLAS, each of which has a pool
     */
    static int on(int cores, int numericThreads) {
        int events = Math.max(FEWEST_EVENTS, Math.min(MOST_EVENTS, cores));
        int requests = cores;
        return OWN + requests + events + 2 * (numericThreads - 1);
    }

    /** What to say of a capacity with which an enclave may have too few. */
    static Optional<InsecureSetting> shortage(int cores, Capacity capacity) {
        int needed = on(cores, capacity.numericThreads());
        return capacity.maxThreads() >= needed
                ? Optional.empty()
                : Optional.of(new InsecureSetting(
                        "gramine.maxThreads=%d is too low for a machine with %d cores (gramine.cores): gRPC, OpenFL and the numeric"
                                        .formatted(capacity.maxThreads(), cores)
                                + " libraries (gramine.numericThreads=%d) may run %d threads at once."
                                        .formatted(capacity.numericThreads(), needed),
                        "Raise it to %d, or set gramine.cores to the cores of the largest machine."
                                .formatted(Integer.highestOneBit(needed - 1) << 1)));
    }
}
