package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.security.PublicKey;

/** Checks that Intel's quoting enclave created the attestation key, on the processor of the PCK certificate. */
final class QuotingEnclaveCheck {

    private static final Octets ZEROS = Octets.of(new byte[Sha256.BYTES]);

    private QuotingEnclaveCheck() {}

    /** Requires the PCK's signature, the digest of the attestation key in the report data, and the identity of Intel's enclave. */
    static void require(Quote quote, PublicKey pck, QeIdentity identity) {
        if (!EcdsaP256.verifies(pck, quote.qeReport(), quote.qeReportSignature())) {
            throw refused("QE report has a wrong signature");
        }
        EnclaveReport report = quote.quotingEnclave();
        Octets key = Octets.of(
                quote.attestationKey().plus(quote.authenticationData()).sha256().bytes());
        if (!report.reportData().equals(key.plus(ZEROS))) {
            throw refused("QE report is for another attestation key");
        }
        if (report.isDebug()) {
            throw refused("QE report is from a debug enclave");
        }
        require(report.miscSelect().and(identity.miscSelectMask()), identity.miscSelect(), "MISCSELECT");
        require(report.attributes().and(identity.attributesMask()), identity.attributes(), "ATTRIBUTES");
        require(report.mrsigner(), identity.mrsigner(), "MRSIGNER");
        require(report.isvProdId(), identity.isvProdId(), "ISVPRODID");
    }

    private static void require(Object found, Object expected, String field) {
        if (!found.equals(expected)) {
            throw refused("QE report is of an enclave that is not Intel's quoting enclave (%s)".formatted(field));
        }
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem + ".", "Do not trust it: anyone could have made this quote.");
    }
}
