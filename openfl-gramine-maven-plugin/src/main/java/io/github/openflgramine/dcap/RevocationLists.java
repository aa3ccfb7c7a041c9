package io.github.openflgramine.dcap;

import io.github.openflgramine.dcap.ChainValidation.Subject;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** The two verified revocation lists of the collateral: the root's, and that of the authority that issues PCK certificates. */
record RevocationLists(RevocationList root, CertificateChain authority, RevocationList pck) {

    private static final int ISSUER_CHAIN = 2;

    static RevocationLists verified(Collateral collateral, TrustedRoot trusted, Instant at) {
        X509Certificate anchor = trusted.certificate();
        Period.of(anchor).require(at, "Trusted root");
        RevocationList root = RevocationList.verified(collateral.rootCaCrl(), "Root CRL", anchor, at);
        root.requireUnrevoked(anchor, anchor, "Trusted root");
        CertificateChain authority =
                CertificateChain.read(collateral.pckCrlIssuerChain(), ISSUER_CHAIN, "Issuer chain of the PCK CRL");
        ChainValidation.require(authority, trusted, at, Subject.PCK_PROCESSOR_CA, Subject.PCK_PLATFORM_CA);
        root.requireUnrevoked(authority.leaf(), anchor, authority.what());
        RevocationList pck = RevocationList.verified(collateral.pckCrl(), "PCK CRL", authority.leaf(), at);
        return new RevocationLists(root, authority, pck);
    }

    Period period() {
        return root.period().and(authority.period()).and(pck.period());
    }
}
