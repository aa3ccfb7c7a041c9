package io.github.openflgramine.it;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for events in other processes. */
final class Waiting {

    private static final int MOST_LOOKS = 1500;

    private Waiting() {}

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
