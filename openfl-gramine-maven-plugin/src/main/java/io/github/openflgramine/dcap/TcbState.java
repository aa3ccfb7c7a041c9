package io.github.openflgramine.dcap;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What Intel says of one TCB level.
 *
 * @param advisories ids of security advisories that apply, for example INTEL-SA-00615
 */
record TcbState(TcbStatus status, SortedSet<String> advisories) {

    TcbState {
        advisories = Collections.unmodifiableSortedSet(new TreeSet<>(advisories));
    }

    /** This platform's state with its quoting enclave's. */
    TcbState withQuotingEnclave(TcbState quotingEnclave) {
        SortedSet<String> all = new TreeSet<>(advisories);
        all.addAll(quotingEnclave.advisories);
        return new TcbState(status.withQuotingEnclave(quotingEnclave.status), all);
    }
}
