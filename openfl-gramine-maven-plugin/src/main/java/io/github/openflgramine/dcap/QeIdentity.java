package io.github.openflgramine.dcap;

import io.github.openflgramine.Sha256;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Intel says of its quoting enclave (Intel SGX Provisioning Certification Service API 4, Enclave Identity of version 2).
 *
 * @param miscSelect 4 bytes, what a report has under {@code miscSelectMask}
 * @param attributes 16 bytes, what a report has under {@code attributesMask}
 * @param evaluationDataNumber rises with every TCB recovery
 * @param levels the state of each ISVSVN
 */
record QeIdentity(
        Period period,
        int evaluationDataNumber,
        Octets miscSelect,
        Octets miscSelectMask,
        Octets attributes,
        Octets attributesMask,
        Sha256 mrsigner,
        int isvProdId,
        NavigableMap<Integer, TcbState> levels) {

    QeIdentity {
        levels = Collections.unmodifiableNavigableMap(new TreeMap<>(levels));
    }

    /** The highest level that this ISVSVN reaches. */
    Optional<TcbState> state(int isvSvn) {
        return Optional.ofNullable(levels.floorEntry(isvSvn)).map(Map.Entry::getValue);
    }
}
