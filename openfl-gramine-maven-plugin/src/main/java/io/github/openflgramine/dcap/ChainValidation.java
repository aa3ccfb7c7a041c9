package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Validates Intel's chains of certificates: the path (RFC 5280, section 6) and the subjects in the certificate profiles of the
 * Intel SGX PCK Certificate and Certificate Revocation List Profile Specification. {@link RevocationList} checks revocation.
 */
final class ChainValidation {

    /** The subject of a certificate. If it were not checked, a PCK could sign TCB info. */
    enum Subject {
        PCK_CERTIFICATE("Intel SGX PCK Certificate"),
        PCK_PROCESSOR_CA("Intel SGX PCK Processor CA"),
        PCK_PLATFORM_CA("Intel SGX PCK Platform CA"),
        TCB_SIGNING("Intel SGX TCB Signing");

        private final String commonName;

        Subject(String commonName) {
            this.commonName = commonName;
        }

        X500Principal principal() {
            return new X500Principal("C=US, ST=CA, L=Santa Clara, O=Intel Corporation, CN=%s".formatted(commonName));
        }

        boolean isOf(X509Certificate certificate) {
            return certificate.getSubjectX500Principal().equals(principal());
        }
    }

    private static final String REMEDY =
            "Do not trust it. Ask for the quote again and fetch the collateral from Intel's service again.";
    private static final String SHA256_WITH_ECDSA = "SHA256withECDSA";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERTIFICATE_SIGNATURE = 5;

    private ChainValidation() {}

    /**
     * Requires that the chain ends in the pinned root and is valid at the given time, and that all its keys and signatures are
     * ECDSA with P-256.
     *
     * @param leaf the allowed subjects of the leaf
     * @throws GraminizeException if it is not
     */
    static void require(CertificateChain chain, TrustedRoot root, Instant at, Subject... leaf) {
        if (!chain.root().equals(root.certificate())) {
            throw refused("%s does not end in the trusted root.\n    expected  SHA-256 %s\n    found     SHA-256 %s"
                    .formatted(chain.what(), root.sha256(), sha256(chain.root())));
        }
        if (List.of(leaf).stream().noneMatch(subject -> subject.isOf(chain.leaf()))) {
            throw refused("%s has a certificate of %s; expected %s."
                    .formatted(chain.what(), chain.leaf().getSubjectX500Principal(), leaf[0].principal()));
        }
        for (X509Certificate certificate : chain.certificates()) {
            Period.of(certificate).require(at, chain.what() + ": " + certificate.getSubjectX500Principal());
            if (!EcdsaP256.isKey(certificate.getPublicKey())
                    || !certificate.getSigAlgName().equals(SHA256_WITH_ECDSA)) {
                throw refused(
                        "%s has a certificate that is not ECDSA with SHA-256 over P-256.".formatted(chain.what()));
            }
        }
        validatePath(chain, root, at);
        requireUse(chain);
    }

    /** PKIX validation does not check the key usage of a path's last certificate. */
    private static void requireUse(CertificateChain chain) {
        X509Certificate leaf = chain.leaf();
        boolean isAuthority = !Subject.PCK_CERTIFICATE.isOf(leaf) && !Subject.TCB_SIGNING.isOf(leaf);
        boolean[] usage = leaf.getKeyUsage();
        if (usage == null
                || !usage[isAuthority ? CERTIFICATE_SIGNATURE : DIGITAL_SIGNATURE]
                || leaf.getBasicConstraints() >= 0 != isAuthority) {
            throw refused("%s has a leaf with a wrong key usage or basic constraints.".formatted(chain.what()));
        }
    }

    private static void validatePath(CertificateChain chain, TrustedRoot root, Instant at) {
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            List<X509Certificate> path =
                    chain.certificates().subList(0, chain.certificates().size() - 1);
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
        } catch (CertPathValidatorException e) {
            throw new GraminizeException("%s is not valid: %s.".formatted(chain.what(), e.getMessage()), REMEDY, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform validates PKIX paths", e);
        }
    }

    private static Sha256 sha256(X509Certificate certificate) {
        return Sha256.digest(CertificateChain.encoded(certificate));
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem, REMEDY);
    }
}
