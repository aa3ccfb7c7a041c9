package io.github.openflgramine.release;

import io.github.openflgramine.GraminizeException;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAKey;

/** The signature algorithm for each kind of key, as cosign and OpenSSL use by default. */
final class SignatureScheme {

    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    private SignatureScheme() {}

    /**
     * Returns the JCA name of the algorithm.
     *
     * @param shown the key's name in messages
     * @param remedy how to get a suitable key
     */
    static String of(PublicKey key, String shown, String remedy) {
        if (key instanceof EdECPublicKey) {
            return "Ed25519";
        }
        if (key instanceof ECKey ec && ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS) {
            int bits = ec.getParams().getOrder().bitLength();
            return bits <= 256 ? "SHA256withECDSA" : bits <= 384 ? "SHA384withECDSA" : "SHA512withECDSA";
        }
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() >= LEAST_RSA_BITS) {
            return "SHA256withRSA";
        }
        throw new GraminizeException(
                "%s is not a suitable key; expected Ed25519, EC on P-256, P-384 or P-521, or RSA with at least %d bits."
                        .formatted(shown, LEAST_RSA_BITS),
                remedy);
    }
}
