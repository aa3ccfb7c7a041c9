package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pem.PemFile;
import io.github.openflgramine.pem.PemPrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Set;

/** Reads a signing key from a PEM file and refuses every key that SGX refuses. */
public final class SigningKeyReader {

    private static final String GIVE_IT =
            "Give the file of the key that signs, or create a key: mvn openfl-gramine:generate-key."
                    + " A new key changes MRSIGNER, by which others know the signer.";
    private static final String PASSPHRASE_SOURCES =
            "the environment variable OPENFL_GRAMINE_KEY_PASSPHRASE, or a server (<signingKeyServer>) of settings.xml";
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SigningKeyReader() {}

    /**
     * Reads a private key in PEM: PKCS#1 or PKCS#8, encrypted or not.
     *
     * @param passphrase decrypts an encrypted file; the caller closes it
     * @throws GraminizeException if the file contains no key that can sign enclaves, or cannot be decrypted
     */
    public static SigningKey read(Path file, Passphrase passphrase) throws IOException {
        String shown = SigningKey.name(file);
        String text = PemFile.text(file, shown, "a private key in PEM", GIVE_IT);
        PrivateKey key = new PemPrivateKey(shown, passphrase, PASSPHRASE_SOURCES, GIVE_IT).parse(text);
        if (key instanceof RSAPrivateCrtKey rsa && rsa.getAlgorithm().equals("RSA")) {
            return SigningKey.of(rsa, shown, GIVE_IT);
        }
        throw VerifyingKey.wrongAlgorithm(key.getAlgorithm(), shown, GIVE_IT);
    }

    /**
     * Returns whether users other than the owner may read or write the file. Returns false if the file system has no
     * POSIX permissions.
     */
    public static boolean isOpenToOthers(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }
}
