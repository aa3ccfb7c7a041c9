package io.github.openflgramine.it;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Private keys in PEM (PKCS#8), as other tools create them. */
final class KeyFiles {

    private final Path directory;

    KeyFiles(Path directory) {
        this.directory = directory;
    }

    /** Creates a key that SGX accepts. */
    Path signing() throws IOException, GeneralSecurityException {
        return rsa("good.pem", 3072, 3);
    }

    Path rsa(String name, int bits, int exponent) throws IOException, GeneralSecurityException {
        return write(
                name,
                "PRIVATE KEY",
                privateKey("RSA", new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)))
                        .getEncoded());
    }

    Path ellipticCurve() throws IOException, GeneralSecurityException {
        return write(
                "ec.pem",
                "PRIVATE KEY",
                privateKey("EC", new ECGenParameterSpec("secp256r1")).getEncoded());
    }

    Path encrypted() throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("PBEWithSHA1AndDESede");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                SecretKeyFactory.getInstance("PBEWithSHA1AndDESede")
                        .generateSecret(new PBEKeySpec("a passphrase".toCharArray())));
        byte[] key = privateKey("RSA", shortKey()).getEncoded();
        return write(
                "encrypted.pem",
                "ENCRYPTED PRIVATE KEY",
                new EncryptedPrivateKeyInfo(cipher.getParameters(), cipher.doFinal(key)).getEncoded());
    }

    Path garbage() throws IOException {
        return restricted(Files.writeString(directory.resolve("garbage.pem"), "no key at all\n"));
    }

    /** A short key, which is created quickly. The plugin cannot tell the length of an encrypted key. */
    private static AlgorithmParameterSpec shortKey() {
        return new RSAKeyGenParameterSpec(1024, RSAKeyGenParameterSpec.F0);
    }

    private static Key privateKey(String algorithm, AlgorithmParameterSpec kind) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(kind);
        return generator.generateKeyPair().getPrivate();
    }

    private Path write(String name, String label, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        String pem = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
        return restricted(Files.writeString(directory.resolve(name), pem));
    }

    private static Path restricted(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
