package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * The public half of a key that signs enclaves: RSA with 3072 bits and public exponent 3 (SDM volume 3D, section 36.4.1),
 * so the modulus is all there is to know of it.
 */
public record VerifyingKey(BigInteger modulus) {

    public static final int BITS = 3072;
    public static final BigInteger EXPONENT = BigInteger.valueOf(3);

    /** Of a signature, as RFC 8017 writes it: as many as the modulus has, the most significant first. */
    public static final int SIGNATURE_BYTES = BITS / 8;

    public VerifyingKey {
        if (modulus.bitLength() != BITS) {
            throw new IllegalArgumentException("the modulus has " + modulus.bitLength() + " bits, not " + BITS);
        }
    }

    /**
     * Refuses every key that SGX would refuse.
     *
     * @param shown how a message calls the key
     * @param remedy how to get a better one
     */
    public static VerifyingKey of(PublicKey key, String shown, String remedy) {
        if (key instanceof RSAPublicKey rsa) {
            return of(rsa.getModulus(), rsa.getPublicExponent(), shown, remedy);
        }
        throw wrongAlgorithm(key.getAlgorithm(), shown, remedy);
    }

    static VerifyingKey of(BigInteger modulus, BigInteger exponent, String shown, String remedy) {
        if (modulus.bitLength() != BITS) {
            throw new GraminizeException(
                    "%s has %d bits; SGX requires %d.".formatted(shown, modulus.bitLength(), BITS), remedy);
        }
        if (!exponent.equals(EXPONENT)) {
            throw new GraminizeException(
                    "%s has public exponent %s; SGX requires %s.".formatted(shown, exponent, EXPONENT), remedy);
        }
        return new VerifyingKey(modulus);
    }

    static GraminizeException wrongAlgorithm(String algorithm, String shown, String remedy) {
        return new GraminizeException(
                "%s is a key for %s; SGX requires RSA with %d bits and public exponent %s."
                        .formatted(shown, algorithm, BITS, EXPONENT),
                remedy);
    }

    /** The identity under which enclaves signed by this key are known: the SHA-256 of the modulus as it is stored. */
    public Sha256 mrsigner() {
        return Sha256.digest(LittleEndian.of(modulus, SigstructField.MODULUS.size()));
    }

    /**
     * RSAVP1 (RFC 8017, section 5.2.2): what was signed, in its padding. Of anything, also of what is no signature by this
     * key, so that a message can say what it is instead.
     */
    byte[] recover(BigInteger signature) {
        byte[] littleEndian = LittleEndian.of(signature.modPow(EXPONENT, modulus), SIGNATURE_BYTES);
        return LittleEndian.reversed(littleEndian, SIGNATURE_BYTES);
    }

    /**
     * RSASSA-PKCS1-v1_5 with SHA-256, verified by comparing whole encodings (RFC 8017, section 8.2.2), as EINIT does. The
     * JCA also takes encodings that EINIT refuses.
     */
    boolean verifies(byte[] message, BigInteger signature) {
        return signature.signum() > 0
                && signature.compareTo(modulus) < 0
                && Arrays.equals(recover(signature), Pkcs1Encoding.of(Sha256.digest(message)));
    }
}
