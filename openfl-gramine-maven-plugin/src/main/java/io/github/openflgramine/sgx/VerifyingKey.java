package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;

/**
 * The public key of an enclave signer: RSA with 3072 bits and public exponent 3 (SDM volume 3D, section 36.4.1). The
 * modulus therefore determines the key.
 */
public record VerifyingKey(BigInteger modulus) {

    public static final int BITS = 3072;
    public static final BigInteger EXPONENT = BigInteger.valueOf(3);

    /** Size of a signature, which equals the size of the modulus (RFC 8017). */
    public static final int SIGNATURE_BYTES = BITS / 8;

    public VerifyingKey {
        if (modulus.bitLength() != BITS) {
            throw new IllegalArgumentException("the modulus has " + modulus.bitLength() + " bits, not " + BITS);
        }
    }

    /**
     * Converts a public key and refuses every key that SGX refuses.
     *
     * @param shown the name of the key in messages
     * @param remedy how to get a suitable key
     * @throws GraminizeException if SGX does not accept the key
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

    /** Returns MRSIGNER, the identity of the signer: the SHA-256 of the modulus as it is stored in a SIGSTRUCT. */
    public Sha256 mrsigner() {
        return Sha256.digest(LittleEndian.of(modulus, SigstructField.MODULUS.size()));
    }

    /**
     * Recovers the padded, signed digest with RSAVP1 (RFC 8017, section 5.2.2), most significant byte first. The
     * number need not be a signature by this key; a message can then say what it is instead.
     */
    byte[] recover(BigInteger signature) {
        byte[] littleEndian = LittleEndian.of(signature.modPow(EXPONENT, modulus), SIGNATURE_BYTES);
        return LittleEndian.reversed(littleEndian, SIGNATURE_BYTES);
    }

    /**
     * Verifies RSASSA-PKCS1-v1_5 with SHA-256 by comparing whole encodings (RFC 8017, section 8.2.2), as EINIT does.
     * The JCA also accepts encodings that EINIT refuses.
     */
    boolean verifies(byte[] message, BigInteger signature) {
        return signature.signum() > 0
                && signature.compareTo(modulus) < 0
                && Arrays.equals(recover(signature), Pkcs1Encoding.of(Sha256.digest(message)));
    }
}
