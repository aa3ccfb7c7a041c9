package io.github.openflgramine.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.signing.Openssl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChainValidationTest {

    private static final Validity YEAR = Validity.days(365, Clock.systemUTC());
    private static final Participant AGGREGATOR = Participant.aggregator("agg.example.org");
    private static final Participant COLLABORATOR = Participant.collaborator("col1");

    private final KeyPair rootKeys = KeyAlgorithm.EC.generate();
    private final KeyPair signingKeys = KeyAlgorithm.EC.generate();
    private final KeyPair furtherKeys = KeyAlgorithm.EC.generate();

    @Test
    void a_chain_without_path_lengths_as_fx_makes_it_stays_valid() {
        List<X509Certificate> chain = chain(new BasicConstraints(true), new BasicConstraints(true));

        assertThatCode(() -> validate(signingKeys, chain)).doesNotThrowAnyException();
    }

    @Test
    void a_chain_longer_than_its_root_allows_is_refused() {
        List<X509Certificate> chain =
                chain(new BasicConstraints(1), new BasicConstraints(true), new BasicConstraints(true));

        assertThatThrownBy(() -> validate(furtherKeys, chain))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("below its root the chain has 2 authorities, and the root's path length is 1");
    }

    @Test
    void an_authority_below_a_signing_ca_that_allows_none_is_refused() {
        List<X509Certificate> chain =
                chain(new BasicConstraints(true), new BasicConstraints(0), new BasicConstraints(true));

        assertThatThrownBy(() -> validate(furtherKeys, chain))
                .isInstanceOf(CertPathValidatorException.class)
                .hasMessageContaining("pathLenConstraint");
    }

    @Test
    void openssl_accepts_both_roles_under_the_chain_in_strict_mode(@TempDir Path directory) throws IOException {
        CertDirectory certificates = new CertDirectory(directory);
        CertificateAuthority authority =
                NewAuthority.create(YEAR, KeyAlgorithm.EC).authority();
        for (Participant participant : List.of(AGGREGATOR, COLLABORATOR)) {
            new CertWriter(certificates).write(authority.issue(participant, KeyAlgorithm.EC, YEAR));
        }

        assertThat(opensslVerify("sslserver", certificates, AGGREGATOR)).endsWith(": OK\n");
        assertThat(opensslVerify("sslclient", certificates, COLLABORATOR)).endsWith(": OK\n");
    }

    private static String opensslVerify(String purpose, CertDirectory certificates, Participant participant) {
        return Openssl.run(
                "verify",
                "-x509_strict",
                "-purpose",
                purpose,
                "-CAfile",
                certificates.chain(),
                certificates.certificate(participant));
    }

    /** Returns a root, a signing CA and, with three constraints, a further CA. */
    private List<X509Certificate> chain(BasicConstraints... constraints) {
        X509Certificate root = new CertificateSigning(Profile.root(), null, rootKeys.getPublic(), rootKeys.getPrivate())
                .sign(Profile.root(), rootKeys.getPublic(), authority(constraints[0]), YEAR);
        X509Certificate signing = CertificateSigning.by(root, rootKeys.getPrivate())
                .sign(Profile.signing(), signingKeys.getPublic(), authority(constraints[1]), YEAR);
        if (constraints.length == 2) {
            return List.of(root, signing);
        }
        X509Certificate further = CertificateSigning.by(signing, signingKeys.getPrivate())
                .sign(new X500Name("CN=Further CA"), furtherKeys.getPublic(), authority(constraints[2]), YEAR);
        return List.of(root, signing, further);
    }

    private static void validate(KeyPair issuer, List<X509Certificate> rootFirst) throws CertPathValidatorException {
        PublicKey key = KeyAlgorithm.EC.generate().getPublic();
        X509Certificate leaf = CertificateSigning.by(rootFirst.get(rootFirst.size() - 1), issuer.getPrivate())
                .sign(Profile.subject(COLLABORATOR), key, Profile.leafExtensions(COLLABORATOR, key), YEAR);
        ChainValidation.validate(leaf, rootFirst, Instant.now());
    }

    private static Extensions authority(BasicConstraints constraints) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            extensions.addExtension(Extension.basicConstraints, true, constraints);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return extensions.generate();
    }
}
