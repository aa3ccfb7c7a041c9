package io.github.openflgramine.pki;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A new authority with all its keys and certificates, before {@link CertWriter} writes them. */
public final class NewAuthority {

    private final KeyPair rootKeys;
    private final X509Certificate root;
    private final KeyPair signingKeys;
    private final PKCS10CertificationRequest signingRequest;
    private final X509Certificate signing;

    private NewAuthority(Validity validity, KeyAlgorithm algorithm) {
        rootKeys = algorithm.generate();
        root = new CertificateSigning(Profile.root(), null, rootKeys.getPublic(), rootKeys.getPrivate())
                .sign(
                        Profile.root(),
                        rootKeys.getPublic(),
                        Profile.authorityExtensions(rootKeys.getPublic(), Profile.ROOT_PATH_LENGTH),
                        validity);
        signingKeys = algorithm.generate();
        signingRequest = request(signingKeys);
        signing = CertificateSigning.by(root, rootKeys.getPrivate())
                .sign(
                        Profile.signing(),
                        signingKeys.getPublic(),
                        Profile.authorityExtensions(signingKeys.getPublic(), Profile.SIGNING_PATH_LENGTH),
                        validity);
    }

    /** Creates a root and a signing CA that certifies participants. Two RSA keys take one or two seconds. */
    public static NewAuthority create(Validity validity, KeyAlgorithm algorithm) {
        return new NewAuthority(validity, algorithm);
    }

    public CertificateAuthority authority() {
        return new CertificateAuthority(CertificateChain.of(root, signing), signingKeys.getPrivate());
    }

    String rootKeyPem() {
        return Pem.encode(rootKeys.getPrivate());
    }

    String rootPem() {
        return Pem.encode(root);
    }

    String signingKeyPem() {
        return Pem.encode(signingKeys.getPrivate());
    }

    String signingRequestPem() {
        return Pem.encode(signingRequest);
    }

    String signingPem() {
        return Pem.encode(signing);
    }

    private static PKCS10CertificationRequest request(KeyPair keys) {
        try {
            return new JcaPKCS10CertificationRequestBuilder(Profile.signing(), keys.getPublic())
                    .addAttribute(
                            org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                            Profile.authorityExtensions(keys.getPublic(), Profile.SIGNING_PATH_LENGTH))
                    .build(new JcaContentSignerBuilder(Keys.signatureAlgorithm(keys.getPrivate()))
                            .build(keys.getPrivate()));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("a fresh key signs its own request", e);
        }
    }
}
