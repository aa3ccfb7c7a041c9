package io.github.openflgramine.gramine;

import io.github.openflgramine.sgx.Measurement;
import io.github.openflgramine.sgx.SecInfo;
import java.util.HexFormat;

/**
 * A range of an enclave's addresses with one purpose.
 *
 * @param name Gramine's name for it
 * @param end the address after its last byte
 */
public record MemoryArea(String name, long start, long end, SecInfo secInfo, Content content) {

    /** The content of an area when the enclave starts. */
    public sealed interface Content {}

    /** Measured content, padded with zeros. */
    static final class Bytes implements Content {
        private final byte[] bytes;

        /** Does not copy the array, which is large and only used in this package. */
        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** Measured zeros. */
    record Zeros() implements Content {}

    /** Zeros that are added but not measured. */
    record Unmeasured() implements Content {}

    public MemoryArea {
        if (start < 0 || end <= start || start % Measurement.PAGE != 0 || end % Measurement.PAGE != 0) {
            throw new IllegalArgumentException("an area is whole pages");
        }
    }

    public boolean isMeasured() {
        return !(content instanceof Unmeasured);
    }

    /** Returns the number of bytes that measuring the area hashes. */
    long hashed() {
        return Measurement.hashed(end - start, isMeasured());
    }

    void addTo(Measurement measurement) {
        if (content instanceof Bytes known) {
            measurement.eaddAndEextend(start, known.bytes, secInfo);
        } else if (content instanceof Zeros) {
            measurement.eaddAndEextendZeros(start, end, secInfo);
        } else {
            measurement.eadd(start, end, secInfo);
        }
    }

    /** Returns the line that Gramine's signer prints for the area. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(start) + "-" + hex.toHexDigits(end) + " [" + secInfo + "] (" + name + ")"
                + (isMeasured() ? " measured" : "");
    }
}
