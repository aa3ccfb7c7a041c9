package io.github.openflgramine.dcap;

/**
 * A quote of version 3 with an ECDSA P-256 signature, not yet verified (Intel SGX ECDSA Quote Library API, appendix A.4).
 *
 * @param signed header and report, signed with the attestation key: 432 bytes
 * @param signature the signature of header and report: r and s, 64 bytes
 * @param attestationKey a point of P-256: x and y, 64 bytes
 * @param qeReport the quoting enclave's report, signed with the PCK: 384 bytes
 * @param qeReportSignature the signature of that report: r and s, 64 bytes
 * @param authenticationData the quoting enclave's; the QE report binds it to the attestation key
 * @param pckChain the certification data: the PCK certificate, its authority's and the root's, as PEM text
 */
record Quote(
        Octets signed,
        Octets signature,
        Octets attestationKey,
        Octets qeReport,
        Octets qeReportSignature,
        Octets authenticationData,
        String pckChain) {

    Quote {
        if (signed.size() != QuoteField.SIGNED_PART
                || signature.size() != EcdsaP256.SIGNATURE_BYTES
                || attestationKey.size() != EcdsaP256.KEY_BYTES
                || qeReport.size() != ReportField.TOTAL
                || qeReportSignature.size() != EcdsaP256.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("a part of a quote has another size");
        }
    }

    EnclaveReport report() {
        return EnclaveReport.of(signed.field(QuoteField.ISV_ENCLAVE_REPORT));
    }

    EnclaveReport quotingEnclave() {
        return EnclaveReport.of(qeReport);
    }
}
