package io.github.openflgramine.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/** Strength and matching of participants' keys. */
final class Keys {

    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    private Keys() {}

    /** Returns the JCA name of the signature algorithm in OpenFL's profile for this kind of key. */
    static String signatureAlgorithm(PrivateKey key) {
        return key instanceof RSAKey ? "SHA384withRSA" : "SHA384withECDSA";
    }

    /**
     * Returns a description of a key that is too weak to be certified, or empty if it is strong enough (NIST SP
     * 800-131A, tables 2 and 3).
     */
    static Optional<String> weakness(PublicKey key) {
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits < LEAST_RSA_BITS ? Optional.of("an RSA key of " + bits + " bits") : Optional.empty();
        }
        if (key instanceof ECKey ec) {
            int bits = ec.getParams().getOrder().bitLength();
            return bits < LEAST_EC_BITS ? Optional.of("an EC key of " + bits + " bits") : Optional.empty();
        }
        return Optional.of("a key for " + key.getAlgorithm());
    }

    /** Returns whether the two keys are a pair, by signing and verifying. */
    static boolean match(PrivateKey privateKey, PublicKey publicKey) {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            return false;
        }
        try {
            byte[] probe = {1};
            Signature signer = Signature.getInstance(signatureAlgorithm(privateKey));
            signer.initSign(privateKey);
            signer.update(probe);
            Signature verifier = Signature.getInstance(signatureAlgorithm(privateKey));
            verifier.initVerify(publicKey);
            verifier.update(probe);
            return verifier.verify(signer.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
