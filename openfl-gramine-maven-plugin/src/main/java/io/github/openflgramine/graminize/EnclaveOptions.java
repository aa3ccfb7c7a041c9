package io.github.openflgramine.graminize;

/**
 * What a user says of the enclave; the manifest's template turns it into Gramine's keys.
 *
 * @param disallowSubprocesses whether to fork fails
 * @param protections beyond the ordinary
 */
public record EnclaveOptions(
        Capacity capacity,
        ProductNumbers numbers,
        Openness openness,
        boolean disallowSubprocesses,
        Protections protections) {}
