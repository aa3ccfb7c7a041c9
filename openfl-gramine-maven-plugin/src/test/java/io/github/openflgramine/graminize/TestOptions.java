package io.github.openflgramine.graminize;

import io.github.openflgramine.gramine.DeclaredSize;

/** Options of an enclave: 4G, 64 threads, ISVPRODID 1, ISVSVN 2, otherwise defaults. */
public final class TestOptions {

    public static final EnclaveOptions USUAL = of(capacity("4G", 64), 2, false, Protections.NONE);

    private TestOptions() {}

    public static Capacity capacity(String size, int maxThreads) {
        return new Capacity(DeclaredSize.of(size), maxThreads, 1, false, false);
    }

    public static EnclaveOptions of(Capacity capacity, int isvSvn, boolean debug, Protections protections) {
        return new EnclaveOptions(
                capacity,
                new ProductNumbers(1, isvSvn),
                Openness.of(debug, "error", "none"),
                false,
                EnclaveEnvironment.NONE,
                protections);
    }
}
