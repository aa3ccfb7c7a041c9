package io.github.openflgramine.gramine;

import io.github.openflgramine.sgx.Measurement;
import io.github.openflgramine.sgx.SecInfo;
import java.util.HexFormat;

/**
 * A range of an enclave's addresses with one purpose.
 *
 * @param name Gramine's word for it
 * @param end one past its last byte
 */
public record MemoryArea(String name, long start, long end, SecInfo secInfo, Content content) {

    /** What is there when the enclave starts. */
    public sealed interface Content {}

    /** These bytes, filled up with zeros, measured. */
    static final class Bytes implements Content {
        private final byte[] bytes;

        /** Keeps these very bytes: they are this package's own and large. */
        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /** Zeros, measured. */
    record Zeros() implements Content {}

    /** Zeros that nobody vouches for: added, not measured. */
    record Unmeasured() implements Content {}

    public MemoryArea {
        if (start < 0 || end <= start || start % Measurement.PAGE != 0 || end % Measurement.PAGE != 0) {
            throw new IllegalArgumentException("an area is whole pages");
        }
    }

    public boolean isMeasured() {
        return !(content instanceof Unmeasured);
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

    /** As Gramine's signer prints it. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(start) + "-" + hex.toHexDigits(end) + " [" + secInfo + "] (" + name + ")"
                + (isMeasured() ? " measured" : "");
    }
}
