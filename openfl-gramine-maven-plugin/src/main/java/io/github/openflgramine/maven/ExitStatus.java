package io.github.openflgramine.maven;

/** Maven ends with 0 or 1; where a goal stands for another process, Maven's own process can end with that one's status. */
final class ExitStatus {

    private ExitStatus() {}

    /** Counts from the end of this JVM on, whoever ends it; Maven has said all it has to say by then. */
    static void set(int status) {
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(status), "exit-status"));
        } catch (IllegalStateException e) {
            // It is ending already, by a signal, whose status counts.
        }
    }
}
