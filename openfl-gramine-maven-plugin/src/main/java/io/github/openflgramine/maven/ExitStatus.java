package io.github.openflgramine.maven;

/** Makes Maven's process, which ends with 0 or 1, end with the status of the process that a goal ran. */
final class ExitStatus {

    private ExitStatus() {}

    /**
     * Takes effect when this JVM ends, after Maven has printed everything.
     *
     * @param status of a failure, 1 to 255; 0 would hide that Maven failed
     */
    static void set(int status) {
        if (status < 1 || status > 255) {
            throw new IllegalArgumentException("Not the exit status of a failure: " + status);
        }
        if (status == 1) {
            return; // Maven's own status. Ending with halt would leave files that are deleted on exit.
        }
        try {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(status), "exit-status"));
        } catch (IllegalStateException e) {
            // The JVM is already ending because of a signal, which sets the status.
        }
    }
}
