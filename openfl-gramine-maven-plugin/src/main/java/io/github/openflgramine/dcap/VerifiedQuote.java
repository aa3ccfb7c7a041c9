package io.github.openflgramine.dcap;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The facts that a verified quote proves: which enclave ran, on which kind of processor, in which state. A policy decides
 * whether they are accepted.
 *
 * @param enclave the report of the enclave
 * @param ppid names the processor; it belongs in no log
 * @param fmspc the kind of processor: 6 bytes
 * @param status of platform and quoting enclave together
 * @param advisories ids of security advisories that apply
 * @param evaluationDataNumber of TCB info or QE identity, the lower one
 * @param period during which quote and collateral count
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
            throw new IllegalArgumentException("a number of evaluation data is never negative");
        }
    }
}
