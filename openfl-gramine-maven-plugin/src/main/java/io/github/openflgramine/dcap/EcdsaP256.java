package io.github.openflgramine.dcap;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Optional;

/**
 * Verifies ECDSA signatures with SHA-256 and NIST P-256 (FIPS 186-5). Keys and signatures are two numbers of 32 bytes each,
 * big-endian.
 */
final class EcdsaP256 {

    static final int KEY_BYTES = 64;
    static final int SIGNATURE_BYTES = 64;

    private static final int NUMBER_BYTES = 32;
    private static final ECParameterSpec P_256 = parameters();

    private EcdsaP256() {}

    /** Returns whether it is a key on this curve. */
    static boolean isKey(PublicKey key) {
        return key instanceof ECPublicKey point
                && point.getParams().getCurve().equals(P_256.getCurve())
                && point.getParams().getOrder().equals(P_256.getOrder())
                && point.getParams().getGenerator().equals(P_256.getGenerator());
    }

    /** Returns the public key with the point x and y, 64 bytes; empty if the point is not on the curve. */
    static Optional<PublicKey> key(Octets point) {
        BigInteger x = new BigInteger(1, point.slice(0, NUMBER_BYTES).bytes());
        BigInteger y = new BigInteger(1, point.slice(NUMBER_BYTES, NUMBER_BYTES).bytes());
        if (!isOnCurve(x, y)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), P_256)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /** Returns whether the signature, r and s, is the key's for these bytes. */
    static boolean verifies(PublicKey key, Octets signed, Octets signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(key);
            verifier.update(signed.bytes());
            return signature.size() == SIGNATURE_BYTES && verifier.verify(signature.bytes());
        } catch (SignatureException e) {
            // r or s is out of range.
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has ECDSA", e);
        }
    }

    /** Returns whether y² = x³ + ax + b, and x and y are less than p. */
    private static boolean isOnCurve(BigInteger x, BigInteger y) {
        EllipticCurve curve = P_256.getCurve();
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }

    private static ECParameterSpec parameters() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }
}
