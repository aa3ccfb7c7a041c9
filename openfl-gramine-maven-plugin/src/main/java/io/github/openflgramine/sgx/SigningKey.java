package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Optional;

/**
 * A key that can sign enclaves now, wherever it is kept: the JCA signs with it. Nothing but MRSIGNER is ever shown of it.
 * To be closed by who opened it.
 */
public final class SigningKey implements AutoCloseable {

    private static final String ALGORITHM = "SHA256withRSA";

    private final String name;
    private final PrivateKey privateKey;
    private final VerifyingKey publicKey;
    private final Optional<Provider> provider;
    private final Runnable release;

    private SigningKey(
            String name, PrivateKey privateKey, VerifyingKey publicKey, Optional<Provider> provider, Runnable release) {
        this.name = name;
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        this.provider = provider;
        this.release = release;
    }

    /** How messages call the key at this place, which may be a file or the URI of a key on a token. */
    public static String name(Object place) {
        return "<signingKey> (gramine.signingKey) " + place;
    }

    /** A key in this process's memory. */
    static SigningKey of(RSAPrivateCrtKey key, String name, String remedy) {
        VerifyingKey publicKey = VerifyingKey.of(key.getModulus(), key.getPublicExponent(), name, remedy);
        return new SigningKey(name, key, publicKey, Optional.empty(), () -> {});
    }

    /**
     * A key that never leaves its device.
     *
     * @param name how messages call it
     * @param handle the provider's own private key, of which nothing can be read
     * @param provider signs with the handle
     * @param release what closing it does
     */
    public static SigningKey ofDevice(
            String name, PrivateKey handle, VerifyingKey publicKey, Provider provider, Runnable release) {
        return new SigningKey(name, handle, publicKey, Optional.of(provider), release);
    }

    /** How messages call it. */
    public String name() {
        return name;
    }

    public VerifyingKey publicKey() {
        return publicKey;
    }

    /** The identity under which enclaves signed by this key are known. */
    public Sha256 mrsigner() {
        return publicKey.mrsigner();
    }

    /**
     * RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2): deterministic, so a {@code .sig} is reproducible. The most
     * significant byte comes first.
     */
    byte[] sign(byte[] message) {
        try {
            Signature rsa = provider.isPresent()
                    ? Signature.getInstance(ALGORITHM, provider.get())
                    : Signature.getInstance(ALGORITHM);
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
