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

/** Certification path validation: RFC 5280, 6. Nothing is revoked in OpenFL's profile. */
final class ChainValidation {

    private ChainValidation() {}

    /**
     * Whether the chain's root stands for the leaf.
     *
     * @param rootFirst as in {@code cert_chain.crt}
     * @throws CertPathValidatorException when it does not, with the reason
     */
    static void validate(X509Certificate leaf, List<X509Certificate> rootFirst, Instant when)
            throws CertPathValidatorException {
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
}
