package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;

/**
 * The fields of a SIGSTRUCT that the signer vouches for: MRENCLAVE, attributes, ISVPRODID, ISVSVN and the date.
 *
 * @param isvProdId 0 to 65535
 * @param isvSvn 0 to 65535
 */
public record EnclaveIdentity(
        Sha256 mrenclave, EnclaveAttributes attributes, int isvProdId, int isvSvn, SigstructDate date) {

    /** The largest ISVPRODID and ISVSVN: both have 16 bits (SDM volume 3D, table 34-18). */
    public static final int MOST_ID = 0xffff;

    public EnclaveIdentity {
        if (isvProdId < 0 || isvProdId > MOST_ID || isvSvn < 0 || isvSvn > MOST_ID) {
            throw new IllegalArgumentException("ISVPRODID and ISVSVN are 16-bit numbers");
        }
    }

    public EnclaveIdentity withMrenclave(Sha256 other) {
        return new EnclaveIdentity(other, attributes, isvProdId, isvSvn, date);
    }

    public EnclaveIdentity withDate(SigstructDate other) {
        return new EnclaveIdentity(mrenclave, attributes, isvProdId, isvSvn, other);
    }
}
