package io.github.openflgramine.pem;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.EncryptionException;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;

/** Reads what {@link PlainPrivateKey} does not: keys that are encrypted, or of other forms and algorithms. */
final class PemKeyParser {

    /** Passed only to BouncyCastle's builders, so the JVM's list of providers does not change. */
    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private final String shown;
    private final Passphrase passphrase;
    private final String passphraseSources;
    private final String remedy;

    /** Creates a parser with the values of {@link PemPrivateKey}. */
    PemKeyParser(String shown, Passphrase passphrase, String passphraseSources, String remedy) {
        this.shown = shown;
        this.passphrase = passphrase;
        this.passphraseSources = passphraseSources;
        this.remedy = remedy;
    }

    PrivateKey parse(String text) {
        try (PemObjects objects = PemObjects.privateKeys(text)) {
            PrivateKeyInfo key = firstKey(objects).orElseThrow(() -> noKey(text, null));
            return new JcaPEMKeyConverter().getPrivateKey(key);
        } catch (IOException | RuntimeException e) {
            // BouncyCastle throws many unchecked exceptions for damaged ASN.1 and unknown algorithms.
            throw e instanceof GraminizeException ours ? ours : noKey(text, e);
        }
    }

    private Optional<PrivateKeyInfo> firstKey(PemObjects objects) throws IOException {
        for (Optional<Object> next = objects.next(); next.isPresent(); next = objects.next()) {
            Object object = next.get();
            if (object instanceof PEMEncryptedKeyPair || object instanceof PKCS8EncryptedPrivateKeyInfo) {
                return Optional.of(decrypt(object));
            }
            Optional<PrivateKeyInfo> plain = PemObjects.plainKey(object);
            if (plain.isPresent()) {
                return plain;
            }
        }
        return Optional.empty();
    }

    private PrivateKeyInfo decrypt(Object encrypted) {
        if (!passphrase.isPresent()) {
            throw new GraminizeException(
                    shown + " is encrypted and no passphrase was given.", "Give it in " + passphraseSources + ".");
        }
        try {
            return encrypted instanceof PEMEncryptedKeyPair pair
                    ? decryptPkcs1(pair)
                    : decryptPkcs8((PKCS8EncryptedPrivateKeyInfo) encrypted);
        } catch (IOException | PKCSException | RuntimeException e) {
            throw e instanceof GraminizeException ours
                    ? ours
                    : new GraminizeException(
                            shown + " is encrypted and the passphrase does not open it.",
                            "Check it in " + passphraseSources + ".",
                            e);
        }
    }

    private PrivateKeyInfo decryptPkcs1(PEMEncryptedKeyPair pair) throws IOException {
        try {
            return pair.decryptKeyPair(new JcePEMDecryptorProviderBuilder()
                            .setProvider(BOUNCY_CASTLE)
                            .build(passphrase.characters()))
                    .getPrivateKeyInfo();
        } catch (EncryptionException e) {
            // An unknown cipher is the only error for which BouncyCastle's exception has no cause.
            if (e.getCause() == null) {
                throw unknownCipher(e);
            }
            throw e;
        }
    }

    private PrivateKeyInfo decryptPkcs8(PKCS8EncryptedPrivateKeyInfo info) throws PKCSException {
        InputDecryptor decryptor;
        try {
            decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                    .setProvider(BOUNCY_CASTLE)
                    .build(passphrase.characters())
                    .get(info.toASN1Structure().getEncryptionAlgorithm());
        } catch (OperatorCreationException | RuntimeException e) {
            throw unknownCipher(e);
        }
        return info.decryptPrivateKeyInfo(algorithm -> decryptor);
    }

    private GraminizeException unknownCipher(Exception cause) {
        return new GraminizeException(
                shown + " is encrypted with a cipher or a key derivation that is not supported.",
                "Encrypt it as follows: openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY.pem -out NEW.pem",
                cause);
    }

    private GraminizeException noKey(String text, @Nullable Exception cause) {
        return PemFile.isDer(text)
                ? new GraminizeException(
                        shown + " is in DER or PKCS#12; expected a private key in PEM.",
                        "Convert it: openssl pkey -inform DER -in FILE -out KEY.pem (PKCS#12: openssl pkcs12 -nocerts"
                                + " -in FILE -out KEY.pem).",
                        cause)
                : new GraminizeException(shown + " contains no private key in PEM (PKCS#1 or PKCS#8).", remedy, cause);
    }
}
