package io.github.openflgramine.it;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** For what happens in another process. */
final class Waiting {

    private static final int MOST_LOOKS = 1500;

    private Waiting() {}

    /** Returns when it is so; fails when it is not even after some minutes. */
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
