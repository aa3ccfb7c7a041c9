package io.github.openflgramine.it;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for events in other processes. */
final class Waiting {

    /** Of anything that a test starts. */
    static final int MOST_MINUTES = 30;

    private static final int MOST_LOOKS = 1500;

    private Waiting() {}

    /** Returns the result of what runs at the same time; fails if that does not end, also on a slow machine. */
    static <T> T end(CompletableFuture<T> running) throws InterruptedException, ExecutionException, TimeoutException {
        return running.get(MOST_MINUTES, TimeUnit.MINUTES);
    }

    /** Returns when the condition is true; fails if it is not true after some minutes. */
    static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new AssertionError("waited in vain");
    }
}
