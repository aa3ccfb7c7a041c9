package io.github.openflgramine.dcap;

/**
 * A PCK certificate's data about its processor: the SGX extension 1.2.840.113741.1.13.1 (Intel SGX PCK Certificate and
 * Certificate Revocation List Profile Specification, section 1.3.5, Intel SGX PCK Certificate).
 *
 * @param ppid identifies the processor: 16 bytes
 * @param svns the TCB for which the certificate was issued
 * @param pceId 2 bytes
 * @param fmspc 6 bytes
 */
record PckExtension(Octets ppid, TcbSvns svns, Octets pceId, Octets fmspc) {

    static final int PPID_BYTES = 16;
    static final int PCE_ID_BYTES = 2;
    static final int FMSPC_BYTES = 6;

    PckExtension {
        if (ppid.size() != PPID_BYTES || pceId.size() != PCE_ID_BYTES || fmspc.size() != FMSPC_BYTES) {
            throw new IllegalArgumentException("a field of the SGX extension has another size");
        }
    }
}
