package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;

/**
 * A verified certificate revocation list (RFC 5280, section 5): signed by its authority and in date.
 *
 * @param what the list's name in messages
 */
record RevocationList(String what, X509CRL list, X509Certificate authority) {

    private static final String REMEDY = "Fetch the collateral again.";
    private static final String SHA256_WITH_ECDSA = "SHA256withECDSA";
    private static final int CRL_SIGN = 6;

    /**
     * Reads and verifies a list.
     *
     * @param authority the verified certificate of the list's issuer
     * @throws GraminizeException if it is damaged, from another issuer, wrongly signed or not in date
     */
    static RevocationList verified(Octets der, String what, X509Certificate authority, Instant at) {
        X509CRL list = read(der, what);
        if (!list.getIssuerX500Principal().equals(authority.getSubjectX500Principal()) || !signs(authority, list)) {
            throw new GraminizeException(
                    "%s is not signed by %s.".formatted(what, authority.getSubjectX500Principal()), REMEDY);
        }
        Period.of(list, what).require(at, what);
        return new RevocationList(what, list, authority);
    }

    private static X509CRL read(Octets der, String what) {
        Der.requireSigned(der.bytes(), what);
        try {
            X509CRL list = (X509CRL)
                    CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der.bytes()));
            Set<String> critical = list.getCriticalExtensionOIDs();
            if (critical != null && !critical.isEmpty()) {
                throw new GraminizeException("%s has critical extensions: %s.".formatted(what, critical), REMEDY);
            }
            return list;
        } catch (CRLException e) {
            throw new GraminizeException(what + " is not a certificate revocation list.", REMEDY, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform reads X.509", e);
        }
    }

    private static boolean signs(X509Certificate authority, X509CRL list) {
        boolean[] usage = authority.getKeyUsage();
        if (usage == null || !usage[CRL_SIGN] || !list.getSigAlgName().equals(SHA256_WITH_ECDSA)) {
            return false;
        }
        try {
            list.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * Requires that this list's authority issued the certificate and the list does not have it.
     *
     * @param chain the certificate's chain, for messages
     */
    void requireUnrevoked(X509Certificate certificate, X509Certificate issuer, String chain) {
        if (!issuer.getSubjectX500Principal().equals(authority.getSubjectX500Principal())
                || !issuer.getPublicKey().equals(authority.getPublicKey())) {
            throw new GraminizeException(
                    "%s is from %s; %s has a certificate from %s."
                            .formatted(
                                    what, authority.getSubjectX500Principal(), chain, issuer.getSubjectX500Principal()),
                    "Give the collateral for this platform: its pck_crl is from another authority.");
        }
        if (list.isRevoked(certificate)) {
            throw new GraminizeException(
                    "%s has a revoked certificate: %s".formatted(chain, certificate.getSubjectX500Principal()),
                    "Do not trust it: Intel has revoked it.");
        }
    }

    Period period() {
        return Period.of(list, what);
    }
}
