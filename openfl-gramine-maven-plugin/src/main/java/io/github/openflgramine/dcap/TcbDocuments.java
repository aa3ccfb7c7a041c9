package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.ChainValidation.Subject;
import java.time.Instant;

/**
 * The two documents of the collateral that Intel signs. Their signatures are verified before they are read.
 *
 * @param period the period in which both and their certificates are valid
 */
record TcbDocuments(TcbInfo tcbInfo, QeIdentity qeIdentity, Period period) {

    private static final int ISSUER_CHAIN = 2;

    static TcbDocuments verified(Collateral collateral, RevocationLists lists, TrustedRoot root, Instant at) {
        CertificateChain tcbSigning = signingChain(collateral.tcbInfoIssuerChain(), "TCB info", lists, root, at);
        requireSignature(tcbSigning, collateral.tcbInfo(), collateral.tcbInfoSignature(), "TCB info");
        TcbInfo tcbInfo = TcbInfoReader.read(collateral.tcbInfo());
        tcbInfo.period().require(at, "TCB info");

        CertificateChain qeSigning = signingChain(collateral.qeIdentityIssuerChain(), "QE identity", lists, root, at);
        requireSignature(qeSigning, collateral.qeIdentity(), collateral.qeIdentitySignature(), "QE identity");
        QeIdentity qeIdentity = QeIdentityReader.read(collateral.qeIdentity());
        qeIdentity.period().require(at, "QE identity");

        return new TcbDocuments(
                tcbInfo,
                qeIdentity,
                tcbSigning
                        .period()
                        .and(tcbInfo.period())
                        .and(qeSigning.period())
                        .and(qeIdentity.period()));
    }

    private static CertificateChain signingChain(
            String pem, String document, RevocationLists lists, TrustedRoot root, Instant at) {
        CertificateChain chain = CertificateChain.read(pem, ISSUER_CHAIN, "Issuer chain of the " + document);
        ChainValidation.require(chain, root, at, Subject.TCB_SIGNING);
        lists.root().requireUnrevoked(chain.leaf(), chain.issuer(), chain.what());
        return chain;
    }

    private static void requireSignature(CertificateChain chain, Octets document, Octets signature, String what) {
        if (!EcdsaP256.verifies(chain.leaf().getPublicKey(), document, signature)) {
            throw new GraminizeException(
                    what + " has a wrong signature.", "Fetch the collateral again; do not reformat its texts.");
        }
    }

    /** Returns the lower of the two numbers, which is that of the older document. */
    int evaluationDataNumber() {
        return Math.min(tcbInfo.evaluationDataNumber(), qeIdentity.evaluationDataNumber());
    }
}
