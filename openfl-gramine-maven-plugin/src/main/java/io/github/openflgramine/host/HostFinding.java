package io.github.openflgramine.host;

/**
 * The result of one check of the machine.
 *
 * @param what what was checked
 * @param found what was found
 * @param remedy the next step; empty if there is nothing to do
 */
record HostFinding(State state, String what, String found, String remedy) {

    /** The assessment of a finding. */
    public enum State {
        /** No problem. */
        GOOD,
        /** The image runs with restrictions, or the state is unknown. */
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
