package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** Reads the public key of who signs elsewhere from a PEM file and refuses every key that SGX would refuse. */
public final class VerifyingKeyReader {

    private static final String EXPECTED = "a public key or certificate in PEM";
    private static final String GIVE_IT =
            "Give the public half of the key that signs: openssl pkey -in KEY.pem -pubout -out PUBLIC.pem";

    private VerifyingKeyReader() {}

    /**
     * Reads a SubjectPublicKeyInfo, a PKCS#1 public key (RFC 7468, section 13; RFC 8017, appendix A.1.1) or a certificate.
     *
     * @throws GraminizeException when the file holds no key by which enclaves can be signed, or holds a private one
     */
    public static VerifyingKey read(Path file) throws IOException {
        String shown = "gramine.publicKey=" + file;
        String text = PemFile.text(file, shown, EXPECTED, GIVE_IT);
        try (PEMParser pem = new PEMParser(new StringReader(text))) {
            SubjectPublicKeyInfo info = publicKeyInfo(pem.readObject(), shown);
            return VerifyingKey.of(new JcaPEMKeyConverter().getPublicKey(info), shown, GIVE_IT);
        } catch (IOException | RuntimeException e) {
            // BouncyCastle reports damaged PEM, Base64, ASN.1 and unknown algorithms with a dozen unchecked types.
            throw e instanceof GraminizeException ours
                    ? ours
                    : new GraminizeException(shown + " holds no public key or certificate in PEM.", GIVE_IT, e);
        }
    }

    private static SubjectPublicKeyInfo publicKeyInfo(@Nullable Object object, String shown) {
        if (object instanceof SubjectPublicKeyInfo info) {
            return info;
        }
        if (object instanceof X509CertificateHolder certificate) {
            return certificate.getSubjectPublicKeyInfo();
        }
        if (object instanceof PEMKeyPair
                || object instanceof PEMEncryptedKeyPair
                || object instanceof PrivateKeyInfo
                || object instanceof PKCS8EncryptedPrivateKeyInfo) {
            throw new GraminizeException(shown + " is a private key, which has to stay where it signs.", GIVE_IT);
        }
        throw new GraminizeException(shown + " holds no public key or certificate in PEM.", GIVE_IT);
    }
}
