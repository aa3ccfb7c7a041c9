package io.github.openflgramine.host;

/**
 * One thing that was looked at on this machine.
 *
 * @param what it is
 * @param found as it was found
 * @param remedy the next step; empty where there is nothing to do
 */
record HostFinding(State state, String what, String found, String remedy) {

    /** How it stands. */
    public enum State {
        /** As it has to be. */
        GOOD,
        /** It works, but not well; or nobody could say. */
        DOUBTFUL,
        /** The image cannot run. */
        BAD
    }

    public static HostFinding good(String what, String found) {
        return new HostFinding(State.GOOD, what, found, "");
    }

    public static HostFinding doubtful(String what, String found, String remedy) {
        return new HostFinding(State.DOUBTFUL, what, found, remedy);
    }

    public static HostFinding bad(String what, String found, String remedy) {
        return new HostFinding(State.BAD, what, found, remedy);
    }
}
