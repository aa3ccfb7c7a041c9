package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.gramine.DeclaredSize;
import io.github.openflgramine.gramine.EnclaveSettings;

/**
 * The memory and threads of an enclave.
 *
 * @param maxThreads number of threads: 1 to {@link EnclaveSettings#MOST_THREADS}
 * @param numericThreads number of threads of OpenMP and of OpenBLAS: the same range
 * @param edmm whether memory is added on demand
 * @param keepMemory whether the C library keeps freed memory
 */
public record Capacity(DeclaredSize enclaveSize, int maxThreads, int numericThreads, boolean edmm, boolean keepMemory) {

    public Capacity {
        requireThreads("<maxThreads> (gramine.maxThreads)", maxThreads, 64);
        requireThreads("<numericThreads> (gramine.numericThreads)", numericThreads, 1);
    }

    private static void requireThreads(String parameter, int threads, int usual) {
        if (threads < 1 || threads > EnclaveSettings.MOST_THREADS) {
            throw new GraminizeException(
                    "%s is %d; expected 1 to %d.".formatted(parameter, threads, EnclaveSettings.MOST_THREADS),
                    "Correct it, or omit it for " + usual + ".");
        }
    }
}
