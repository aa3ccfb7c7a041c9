package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.Optional;

/**
 * The parameter gramine.enclaveSize. Its text is kept because it becomes part of the manifest, which is measured:
 * {@code 4G} and {@code 4096M} result in different enclaves.
 *
 * @param size a power of 2
 */
public record DeclaredSize(String written, EnclaveSize size) {

    /**
     * Parses the parameter.
     *
     * @throws GraminizeException if it is not a size, or not a possible size of an enclave
     */
    public static DeclaredSize of(String written) {
        // Gramine's signer reads hexadecimal digits, but its loader does not start the enclave.
        EnclaveSize size = Optional.of(written)
                .filter(text -> !text.startsWith("0x"))
                .flatMap(EnclaveSize::parse)
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

    /** Returns the text as written. */
    @Override
    public String toString() {
        return written;
    }
}
