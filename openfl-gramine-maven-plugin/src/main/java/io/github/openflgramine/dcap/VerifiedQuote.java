package io.github.openflgramine.dcap;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The facts that a verified quote proves: which enclave ran, on which kind of processor, in which state. A policy decides
 * whether they are accepted.
 *
 * @param ppid identifies the processor; must not be logged
 * @param fmspc the kind of processor: 6 bytes
 * @param status the status of platform and quoting enclave together
 * @param advisories the ids of the security advisories that apply
 * @param evaluationDataNumber the lower one of TCB info and QE identity
 * @param period the period in which the certificates and the collateral are valid
 */
public record VerifiedQuote(
        EnclaveReport enclave,
        Octets ppid,
        Octets fmspc,
        TcbStatus status,
        SortedSet<String> advisories,
        int evaluationDataNumber,
        Period period) {

    public VerifiedQuote {
        advisories = Collections.unmodifiableSortedSet(new TreeSet<>(advisories));
        if (evaluationDataNumber < 0) {
            throw new IllegalArgumentException("tcbEvaluationDataNumber is never negative");
        }
    }
}
