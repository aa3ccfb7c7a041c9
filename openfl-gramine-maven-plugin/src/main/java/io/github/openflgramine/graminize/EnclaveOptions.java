package io.github.openflgramine.graminize;

/**
 * A user's options for the enclave. The manifest's template turns them into Gramine's keys.
 *
 * @param disallowSubprocesses whether fork fails
 * @param environment variables in addition to the template's
 * @param protections additional protections
 */
public record EnclaveOptions(
        Capacity capacity,
        ProductNumbers numbers,
        Openness openness,
        boolean disallowSubprocesses,
        EnclaveEnvironment environment,
        Protections protections) {}
