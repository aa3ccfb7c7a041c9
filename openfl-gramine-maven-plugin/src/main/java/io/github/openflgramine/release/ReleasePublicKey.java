package io.github.openflgramine.release;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.pem.PemFile;
import io.github.openflgramine.pem.PemPublicKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;

/** The public key that verifies statements about a release. Receivers get it out of band. */
public final class ReleasePublicKey {

    private static final String GIVE_IT =
            "Give the public half of the release key: openssl pkey -in KEY.pem -pubout -out PUBLIC.pem";

    private static final int ED25519_BYTES = 64;

    private final PublicKey key;
    private final String algorithm;

    ReleasePublicKey(PublicKey key, String shown, String remedy) {
        this.key = key;
        this.algorithm = SignatureScheme.of(key, shown, remedy);
    }

    /**
     * Reads a public key or a certificate in PEM.
     *
     * @throws GraminizeException if the file contains no public key, or contains a private one
     */
    public static ReleasePublicKey read(Path file) throws IOException {
        String shown = "openfl.releasePublicKey=" + file;
        String text = PemFile.text(file, shown, "a public key or certificate in PEM", GIVE_IT);
        return new ReleasePublicKey(PemPublicKey.parse(text, shown, GIVE_IT), shown, GIVE_IT);
    }

    String algorithm() {
        return algorithm;
    }

    /** Returns the key's id in signatures: the SHA-256 of its SubjectPublicKeyInfo (RFC 5280, 4.1) in DER. */
    public String id() {
        return Sha256.digest(key.getEncoded()).hex();
    }

    public boolean verifies(byte[] message, byte[] signature) {
        // The JDK ignores zeros behind the two halves of a signature (RFC 8032, 5.1.7).
        if (key instanceof EdECPublicKey && signature.length != ED25519_BYTES) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // The bytes are not a signature.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
