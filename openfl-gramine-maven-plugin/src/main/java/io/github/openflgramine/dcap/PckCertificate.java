package io.github.openflgramine.dcap;

import io.github.openflgramine.dcap.ChainValidation.Subject;
import java.security.PublicKey;
import java.time.Instant;

/** The verified certificate of a processor's provisioning certification key (PCK), with its data about the processor. */
record PckCertificate(PublicKey key, PckExtension platform, Period period) {

    private static final int CHAIN = 3;

    /** Reads and verifies the quote's chain: PCK certificate, its authority's certificate, root. */
    static PckCertificate verified(Quote quote, RevocationLists lists, TrustedRoot root, Instant at) {
        CertificateChain chain = chain(quote);
        ChainValidation.require(chain, root, at, Subject.PCK_CERTIFICATE);
        lists.root().requireUnrevoked(chain.issuer(), chain.root(), chain.what());
        lists.pck().requireUnrevoked(chain.leaf(), chain.issuer(), chain.what());
        return new PckCertificate(chain.leaf().getPublicKey(), PckExtensionReader.read(chain.leaf()), chain.period());
    }

    /** Reads the quote's chain without verifying it. */
    static CertificateChain chain(Quote quote) {
        return CertificateChain.read(quote.pckChain(), CHAIN, "PCK chain");
    }
}
