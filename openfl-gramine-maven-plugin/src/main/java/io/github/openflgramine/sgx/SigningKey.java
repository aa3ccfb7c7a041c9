package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs enclaves through the JCA, in memory or on a device. Only MRSIGNER is ever shown. The caller that
 * opens a key closes it.
 */
public final class SigningKey implements AutoCloseable {

    private static final String ALGORITHM = "SHA256withRSA";

    private final String name;
    private final PrivateKey privateKey;
    private final VerifyingKey publicKey;
    private final @Nullable Provider provider;
    private final Runnable release;

    private SigningKey(
            String name, PrivateKey privateKey, VerifyingKey publicKey, @Nullable Provider provider, Runnable release) {
        this.name = name;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.provider = provider;
        this.release = release;
    }

    /**
     * Returns the name of a key in messages.
     *
     * @param place a file, or the URI of a key on a token
     */
    public static String name(Object place) {
        return "<signingKey> (gramine.signingKey) " + place;
    }

    /** Returns a key that is in this process's memory. */
    static SigningKey of(RSAPrivateCrtKey key, String name, String remedy) {
        VerifyingKey publicKey = VerifyingKey.of(key.getModulus(), key.getPublicExponent(), name, remedy);
        return new SigningKey(name, key, publicKey, null, () -> {});
    }

    /**
     * Returns a key that never leaves its device.
     *
     * @param name the name in messages
     * @param handle the provider's private key, whose key material cannot be read
     * @param provider signs with the handle
     * @param release runs when the key is closed
     */
    public static SigningKey ofDevice(
            String name, PrivateKey handle, VerifyingKey publicKey, Provider provider, Runnable release) {
        return new SigningKey(name, handle, publicKey, provider, release);
    }

    /** Returns the name of this key in messages. */
    public String name() {
        return name;
    }

    public VerifyingKey publicKey() {
        return publicKey;
    }

    /** Returns MRSIGNER, the SHA-256 of the modulus, which identifies the signer of an enclave. */
    public Sha256 mrsigner() {
        return publicKey.mrsigner();
    }

    /**
     * Signs with RSASSA-PKCS1-v1_5 and SHA-256 (RFC 8017, section 8.2), most significant byte first. The signature is
     * deterministic, so a {@code .sig} file is reproducible.
     *
     * @throws GraminizeException if the key or its token cannot sign
     */
    byte[] sign(byte[] message) {
        try {
            Signature rsa =
                    provider == null ? Signature.getInstance(ALGORITHM) : Signature.getInstance(ALGORITHM, provider);
            rsa.initSign(privateKey);
            rsa.update(message);
            return rsa.sign();
        } catch (GeneralSecurityException | ProviderException e) {
            throw new GraminizeException(
                    name + " cannot sign: " + e.getMessage() + ".",
                    "The key is damaged, or its token does not sign with SHA-256 and RSA (PKCS#1 v1.5).",
                    e);
        }
    }

    @Override
    public void close() {
        release.run();
    }

    @Override
    public String toString() {
        return "SigningKey[mrsigner=" + mrsigner() + "]";
    }
}
