package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.files.AtomicFiles;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAKeyGenParameterSpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Creates signing keys: RSA-3072 with e = 3, as PEM files that only their owner may read. */
public final class SigningKeyGenerator {

    /** Rounds of PBKDF2 with HMAC-SHA-256 (RFC 8018), as OWASP recommends. */
    private static final int ITERATIONS = 600_000;

    private SigningKeyGenerator() {}

    /**
     * Creates a key and writes it as PKCS#1, or with a passphrase as PKCS#8 encrypted with AES-256 (RFC 5958, PBES2).
     * An existing file is not changed.
     *
     * @param passphrase the caller closes it
     * @throws GraminizeException if the file exists
     */
    public static SigningKey generate(Path file, Passphrase passphrase) throws IOException {
        refuseExisting(file);
        RSAPrivateCrtKey key = newKey();
        writeNew(file, pem(key, passphrase));
        return SigningKey.of(key, SigningKey.name(file), "Create another key.");
    }

    private static RSAPrivateCrtKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(VerifyingKey.BITS, VerifyingKey.EXPONENT));
            return (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform cannot make RSA-3072 keys with exponent 3", e);
        }
    }

    private static String pem(RSAPrivateCrtKey key, Passphrase passphrase) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            if (passphrase.isPresent()) {
                pem.writeObject(new JcaPKCS8Generator(
                        key,
                        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                .setProvider(new BouncyCastleProvider())
                                .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256))
                                .setIterationCount(ITERATIONS)
                                .setPassword(passphrase.characters())
                                .build()));
            } else {
                pem.writeObject(key);
            }
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("BouncyCastle cannot encrypt with AES-256", e);
        }
        return text.toString();
    }

    private static void refuseExisting(Path file) {
        if (Files.exists(file, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            throw exists(file);
        }
    }

    private static void writeNew(Path file, String content) throws IOException {
        try {
            AtomicFiles.createPrivate(file, content.getBytes(StandardCharsets.US_ASCII));
        } catch (FileAlreadyExistsException e) {
            throw exists(file);
        }
    }

    private static GraminizeException exists(Path file) {
        return new GraminizeException(
                SigningKey.name(file) + " already exists; a signing key is never overwritten.",
                "Use it, or name another file.");
    }
}
