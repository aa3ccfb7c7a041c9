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

    private static final int MAX_ID = 0xffff;

    public EnclaveIdentity {
        if (isvProdId < 0 || isvProdId > MAX_ID || isvSvn < 0 || isvSvn > MAX_ID) {
            throw new IllegalArgumentException("ISVPRODID and ISVSVN are 16-bit numbers");
        }
    }
}
