package io.github.openflgramine.dcap;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Intel's data about one kind of processor (Intel SGX Provisioning Certification Service API, version 4, TCB Info, structure version 3).
 *
 * @param fmspc identifies family, model, stepping, platform type and custom SKU: 6 bytes
 * @param pceId identifies the provisioning certification enclave: 2 bytes
 * @param evaluationDataNumber rises with every TCB recovery
 * @param levels the state of each level
 */
record TcbInfo(
        Octets fmspc, Octets pceId, Period period, int evaluationDataNumber, NavigableMap<TcbSvns, TcbState> levels) {

    TcbInfo {
        levels = Collections.unmodifiableNavigableMap(new TreeMap<>(levels));
    }

    /** Returns the state of the highest level that the platform reaches. The document's order of levels does not matter. */
    Optional<TcbState> state(TcbSvns platform) {
        return levels.descendingMap().entrySet().stream()
                .filter(level -> platform.reaches(level.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
