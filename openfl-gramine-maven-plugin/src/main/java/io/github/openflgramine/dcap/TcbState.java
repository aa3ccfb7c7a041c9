package io.github.openflgramine.dcap;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The status of one TCB level.
 *
 * @param advisories the ids of the security advisories that apply to it. Example: INTEL-SA-00615
 */
record TcbState(TcbStatus status, SortedSet<String> advisories) {

    TcbState {
        advisories = Collections.unmodifiableSortedSet(new TreeSet<>(advisories));
    }

    /** Returns this platform's state merged with its quoting enclave's. */
    TcbState withQuotingEnclave(TcbState quotingEnclave) {
        SortedSet<String> all = new TreeSet<>(advisories);
        all.addAll(quotingEnclave.advisories);
        return new TcbState(status.withQuotingEnclave(quotingEnclave.status), all);
    }
}
