package io.github.openflgramine.dcap;

import io.github.openflgramine.Sha256;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Intel's data about its quoting enclave (Intel SGX Provisioning Certification Service API, version 4, Enclave Identity, structure
 * version 2).
 *
 * @param miscSelect 4 bytes, the value of MISCSELECT where {@code miscSelectMask} has a 1
 * @param attributes 16 bytes, the value of ATTRIBUTES where {@code attributesMask} has a 1
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

    /** Returns the state of the highest level that this ISVSVN reaches. */
    Optional<TcbState> state(int isvSvn) {
        return Optional.ofNullable(levels.floorEntry(isvSvn)).map(Map.Entry::getValue);
    }
}
