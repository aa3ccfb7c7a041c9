package io.github.openflgramine.dcap;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.sgx.EnclaveAttributes;

/**
 * A processor's report about an enclave: the body of a REPORT (SDM volume 3D, REPORT structure), 384 bytes. It is proven only
 * in a {@link VerifiedQuote}.
 *
 * @param miscSelect MISCSELECT, 4 bytes
 * @param attributes ATTRIBUTES, 16 bytes: flags, then XFRM
 * @param isvProdId 0 to 65535
 * @param isvSvn 0 to 65535
 * @param reportData 64 bytes that the enclave chose
 */
public record EnclaveReport(
        Octets miscSelect,
        Octets attributes,
        Sha256 mrenclave,
        Sha256 mrsigner,
        int isvProdId,
        int isvSvn,
        Octets reportData) {

    public EnclaveReport {
        if (miscSelect.size() != ReportField.MISCSELECT.size()
                || attributes.size() != ReportField.ATTRIBUTES.size()
                || reportData.size() != ReportField.REPORTDATA.size()) {
            throw new IllegalArgumentException("a field of a report has another size");
        }
    }

    /** Reads the 384 bytes of a report's body. */
    static EnclaveReport of(Octets body) {
        if (body.size() != ReportField.TOTAL) {
            throw new IllegalArgumentException("a report has " + ReportField.TOTAL + " bytes, not " + body.size());
        }
        return new EnclaveReport(
                body.field(ReportField.MISCSELECT),
                body.field(ReportField.ATTRIBUTES),
                Sha256.of(body.field(ReportField.MRENCLAVE).bytes()),
                Sha256.of(body.field(ReportField.MRSIGNER).bytes()),
                (int) body.number(ReportField.ISVPRODID),
                (int) body.number(ReportField.ISVSVN),
                body.field(ReportField.REPORTDATA));
    }

    /** Returns whether a debugger can read the enclave's memory. A debug enclave has the same MRENCLAVE. */
    public boolean isDebug() {
        return (attributes.slice(0, Integer.BYTES).littleEndian() & EnclaveAttributes.DEBUG) != 0;
    }
}
