package io.github.openflgramine.pem;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.security.PublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/**
 * Reads a public key in PEM: a SubjectPublicKeyInfo, a PKCS#1 public key (RFC 7468, section 13; RFC 8017, A.1.1) or
 * the key of a certificate.
 */
public final class PemPublicKey {

    private PemPublicKey() {}

    /**
     * Parses a public key.
     *
     * @param shown the file's name in messages
     * @param remedy how to get such a file
     * @throws GraminizeException if the text contains no public key, or contains a private one
     */
    public static PublicKey parse(String text, String shown, String remedy) {
        try (PemObjects objects = PemObjects.of(text)) {
            return new JcaPEMKeyConverter()
                    .getPublicKey(publicKeyInfo(
                            objects.next().orElseThrow(() -> new GraminizeException(none(shown), remedy)),
                            shown,
                            remedy));
        } catch (IOException | RuntimeException e) {
            // BouncyCastle reports damaged ASN.1 and unknown algorithms with a dozen unchecked types.
            throw e instanceof GraminizeException ours ? ours : new GraminizeException(none(shown), remedy, e);
        }
    }

    private static SubjectPublicKeyInfo publicKeyInfo(Object object, String shown, String remedy) {
        if (object instanceof SubjectPublicKeyInfo info) {
            return info;
        }
        if (object instanceof X509CertificateHolder certificate) {
            return certificate.getSubjectPublicKeyInfo();
        }
        if (object instanceof PEMEncryptedKeyPair
                || object instanceof PKCS8EncryptedPrivateKeyInfo
                || PemObjects.plainKey(object).isPresent()) {
            throw new GraminizeException(shown + " is a private key, which must stay with its signer.", remedy);
        }
        throw new GraminizeException(none(shown), remedy);
    }

    private static String none(String shown) {
        return shown + " contains no public key or certificate in PEM.";
    }
}
