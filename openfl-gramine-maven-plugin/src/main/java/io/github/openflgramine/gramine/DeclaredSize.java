package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;

/**
 * The parameter gramine.enclaveSize: a size as its user writes it. The text is kept, since it becomes part of the manifest, which
 * an enclave measures: {@code 4G} and {@code 4096M} give different enclaves.
 *
 * @param size a power of 2
 */
public record DeclaredSize(String written, EnclaveSize size) {

    /**
     * Reads the parameter.
     *
     * @throws GraminizeException when it is not a size, or no processor has enclaves of this size
     */
    public static DeclaredSize of(String written) {
        EnclaveSize size = EnclaveSize.parse(written)
                .orElseThrow(() -> new GraminizeException(
                        "<enclaveSize> (gramine.enclaveSize) is %s; expected a power of 2, usually with M or G."
                                .formatted(written),
                        "Write it like 4G."));
        if (!size.isPowerOfTwo()) {
            throw new GraminizeException(
                    "<enclaveSize> (gramine.enclaveSize) is %s; SGX requires a power of 2.".formatted(written),
                    "Set it to " + EnclaveSize.holding(size.bytes()) + ".");
        }
        return new DeclaredSize(written, size);
    }

    /** As written. */
    @Override
    public String toString() {
        return written;
    }
}
