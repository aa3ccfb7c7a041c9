package io.github.openflgramine.dcap;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What Intel says of the processors of one kind (Intel SGX Provisioning Certification Service API 4, TCB Info of version 3).
 *
 * @param fmspc family, model, stepping, platform and custom SKU: 6 bytes
 * @param pceId of the provisioning certification enclave: 2 bytes
 * @param evaluationDataNumber rises with every TCB recovery
 * @param levels the state of each level
 */
record TcbInfo(
        Octets fmspc, Octets pceId, Period period, int evaluationDataNumber, NavigableMap<TcbSvns, TcbState> levels) {

    TcbInfo {
        levels = Collections.unmodifiableNavigableMap(new TreeMap<>(levels));
    }

    /** The highest level that the platform reaches, whatever the order of the document. */
    Optional<TcbState> state(TcbSvns platform) {
        return levels.descendingMap().entrySet().stream()
                .filter(level -> platform.reaches(level.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
