package io.github.openflgramine.maven;

/** Maven ends with 0 or 1; where a goal stands for another process, Maven's own process can end with that one's status. */
final class ExitStatus {

    private ExitStatus() {}

    /**
     * Counts from the end of this JVM on, whoever ends it; Maven has said all it has to say by then.
     *
     * @param status of a failure, 1 to 255: a 0 would hide that Maven has failed
     */
    static void set(int status) {
        if (status < 1 || status > 255) {
            throw new IllegalArgumentException("Not the exit status of a failure: " + status);
        }
        if (status == 1) {
            return; // Maven's own, and an end by halt would leave files behind that are to be deleted at the end.
        }
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(status), "exit-status"));
        } catch (IllegalStateException e) {
            // It is ending already, by a signal, whose status counts.
        }
    }
}
