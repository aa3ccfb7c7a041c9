package io.github.openflgramine.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Certification path validation (RFC 5280, section 6). OpenFL's profile has no revocation. */
final class ChainValidation {

    private ChainValidation() {}

    /**
     * Checks that the certificate is valid under the chain's root at this time.
     *
     * @param rootFirst the chain in the order of {@code cert_chain.crt}
     * @throws CertPathValidatorException if it is not valid, with the reason
     */
    static void validate(X509Certificate leaf, List<X509Certificate> rootFirst, Instant when)
            throws CertPathValidatorException {
        checkPathLengthOfRoot(rootFirst);
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(rootFirst.get(0), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(when));
            List<X509Certificate> path = new ArrayList<>(rootFirst.subList(1, rootFirst.size()));
            path.add(leaf);
            Collections.reverse(path);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform validates PKIX paths", e);
        }
    }

    /**
     * Checks the root's path length, which RFC 5280 (section 6.2) leaves to the caller and the JDK ignores. The JDK
     * checks those of the other authorities.
     */
    private static void checkPathLengthOfRoot(List<X509Certificate> rootFirst) throws CertPathValidatorException {
        int pathLength = rootFirst.get(0).getBasicConstraints();
        int following = rootFirst.size() - 1;
        if (pathLength >= 0 && following > pathLength) {
            throw new CertPathValidatorException("below its root the chain has " + following
                    + " authorities, and the root's path length is " + pathLength);
        }
    }
}
