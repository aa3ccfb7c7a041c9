package io.github.openflgramine.build;

/**
 * What a user says of the enclave; the manifest's template turns it into Gramine's keys.
 *
 * @param enclaveSize for example 4G; a power of 2
 * @param maxThreads 1 to 4096
 * @param logLevel none, error, warning, debug, trace or all
 * @param remoteAttestation none or dcap
 */
public record EnclaveOptions(
        String enclaveSize,
        int maxThreads,
        int isvProdId,
        int isvSvn,
        boolean debug,
        boolean edmm,
        String logLevel,
        String remoteAttestation) {}
