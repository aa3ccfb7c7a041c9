package io.github.openflgramine.graminize;

/**
 * A user's options for the enclave. The manifest's template turns them into Gramine's keys.
 *
 * @param enclaveSize for example 4G; a power of 2
 * @param maxThreads 1 to 4096
 * @param numericThreads threads of OpenMP and OpenBLAS: 1 to 4096
 * @param disallowSubprocesses whether fork fails
 * @param logLevel none, error, warning, debug, trace or all
 * @param remoteAttestation none or dcap
 * @param keepMemory whether the C library keeps freed memory
 * @param protections additional protections
 */
public record EnclaveOptions(
        Capacity capacity,
        ProductNumbers numbers,
        Openness openness,
        boolean disallowSubprocesses,
        Protections protections) {}
