package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;

/** What a signer vouches for: the measured enclave, its attributes, its place in the signer's numbering, and a date. */
public record EnclaveIdentity(
        Sha256 mrenclave, EnclaveAttributes attributes, int isvProdId, int isvSvn, SigstructDate date) {

    private static final int MAX_ID = 0xffff;

    public EnclaveIdentity {
        if (isvProdId < 0 || isvProdId > MAX_ID || isvSvn < 0 || isvSvn > MAX_ID) {
            throw new IllegalArgumentException("ISVPRODID and ISVSVN are 16-bit numbers");
        }
    }
}
