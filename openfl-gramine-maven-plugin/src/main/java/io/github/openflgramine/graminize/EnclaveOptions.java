package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import java.util.List;

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
        String enclaveSize,
        int maxThreads,
        int numericThreads,
        boolean disallowSubprocesses,
        int isvProdId,
        int isvSvn,
        boolean debug,
        boolean edmm,
        String logLevel,
        String remoteAttestation,
        boolean keepMemory,
        Protections protections) {
    private static final int MOST_ID = 0xffff;
    private static final int MOST_THREADS = 4096;
    private static final List<String> LOG_LEVELS = List.of("none", "error", "warning", "debug", "trace", "all");
    private static final List<String> ATTESTATIONS = List.of("none", "dcap");

    public EnclaveOptions {
        if (numericThreads < 1 || numericThreads > MOST_THREADS) {
            throw new GraminizeException(
                    "<numericThreads> (gramine.numericThreads) is " + numericThreads + "; expected 1 to " + MOST_THREADS
                            + ".",
                    "Correct it, or omit it for 1.");
        }
        requireId("<isvProdId> (gramine.isvProdId)", isvProdId);
        requireId("<isvSvn> (gramine.isvSvn)", isvSvn);
        requireWord("<logLevel> (gramine.logLevel)", logLevel, LOG_LEVELS);
        requireWord("<remoteAttestation> (gramine.remoteAttestation)", remoteAttestation, ATTESTATIONS);
    }

    private static void requireId(String parameter, int id) {
        if (id < 0 || id > MOST_ID) {
            throw new GraminizeException(
                    parameter + " is " + id + "; expected 0 to " + MOST_ID + ".", "Correct it, or omit it for 0.");
        }
    }

    private static void requireWord(String parameter, String word, List<String> words) {
        if (!words.contains(word)) {
            throw new GraminizeException(
                    parameter + " is " + word + "; expected one of " + String.join(", ", words) + ".",
                    "Correct it or omit it.");
        }
    }
}
