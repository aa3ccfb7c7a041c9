package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;

/**
 * A key that can sign enclaves: RSA with 3072 bits and public exponent 3 (SDM volume 3D, section 36.4.1). Nothing but
 * MRSIGNER is ever shown of it.
 */
public final class SigningKey {

    static final int BITS = 3072;
    static final int EXPONENT = 3;
    static final String ALGORITHM = "SHA256withRSA";

    private final PrivateKey privateKey;
    private final BigInteger modulus;

    private SigningKey(PrivateKey privateKey, BigInteger modulus) {
        this.privateKey = privateKey;
        this.modulus = modulus;
    }

    static SigningKey of(RSAPrivateCrtKey key) {
        if (key.getModulus().bitLength() != BITS || !key.getPublicExponent().equals(BigInteger.valueOf(EXPONENT))) {
            throw new IllegalArgumentException("not an RSA-3072 key with exponent 3");
        }
        return new SigningKey(key, key.getModulus());
    }

    public BigInteger modulus() {
        return modulus;
    }

    /** The identity under which enclaves signed by this key are known. */
    public Sha256 mrsigner() {
        return Sha256.digest(LittleEndian.of(modulus, SigstructField.MODULUS.size()));
    }

    /** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2): deterministic, so a {@code .sig} is reproducible. */
    BigInteger sign(byte[] message) {
        try {
            Signature rsa = Signature.getInstance(ALGORITHM);
            rsa.initSign(privateKey);
            rsa.update(message);
            return new BigInteger(1, rsa.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot sign with an RSA-3072 key", e);
        }
    }

    /** A signature as RFC 8017 writes it: as many bytes as the modulus, the most significant first. */
    static byte[] bigEndian(BigInteger signature) {
        byte[] littleEndian = LittleEndian.of(signature, BITS / 8);
        byte[] bigEndian = new byte[littleEndian.length];
        for (int i = 0; i < bigEndian.length; i++) {
            bigEndian[i] = littleEndian[bigEndian.length - 1 - i];
        }
        return bigEndian;
    }

    @Override
    public String toString() {
        return "SigningKey[mrsigner=" + mrsigner() + "]";
    }
}
