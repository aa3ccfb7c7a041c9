package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Optional;
import java.util.Set;

/** Reads a signing key from a PEM file and refuses every key that SGX would refuse. */
public final class SigningKeyReader {

    private static final String CREATE_ONE = "Create one: mvn openfl-gramine:generate-key";
    private static final long LARGEST_FILE = 64 * 1024;
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private SigningKeyReader() {}

    /**
     * Reads a private key in PEM: PKCS#1 or PKCS#8, encrypted or not.
     *
     * @param passphrase opens an encrypted file; the caller wipes it
     * @throws GraminizeException when the file holds no key that can sign enclaves, or cannot be opened
     */
    public static SigningKey read(Path file, Optional<char[]> passphrase) throws IOException {
        String shown = "<signingKey> (gramine.signingKey) " + file;
        String text = content(file, shown);
        PrivateKey key = PlainPrivateKey.parse(text)
                .orElseGet(() -> new PemPrivateKey(shown, passphrase).parse(new StringReader(text)));
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw new GraminizeException(
                    "%s is a key for %s; SGX requires RSA with 3072 bits and public exponent 3."
                            .formatted(shown, key.getAlgorithm()),
                    CREATE_ONE);
        }
        int bits = rsa.getModulus().bitLength();
        if (bits != SigningKey.BITS) {
            throw new GraminizeException("%s has %d bits; SGX requires 3072.".formatted(shown, bits), CREATE_ONE);
        }
        BigInteger exponent = rsa.getPublicExponent();
        if (!exponent.equals(BigInteger.valueOf(SigningKey.EXPONENT))) {
            throw new GraminizeException(
                    "%s has public exponent %s; SGX requires 3.".formatted(shown, exponent), CREATE_ONE);
        }
        return SigningKey.of(rsa);
    }

    private static String content(Path file, String shown) throws IOException {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file)) {
                throw new GraminizeException(
                        shown + " is not a file; expected a private key in PEM.", "Give the key file itself.");
            }
            if (Files.size(file) > LARGEST_FILE) {
                throw PemPrivateKey.noKey(shown);
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new GraminizeException(shown + " does not exist.", CREATE_ONE, e);
        } catch (java.nio.file.AccessDeniedException e) {
            throw new GraminizeException(
                    shown + " cannot be read by this user.", "Give this user the right to read it.", e);
        }
    }

    /** Whether anyone but the owner may read or write this file, where the file system knows such rights. */
    public static boolean isOpenToOthers(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains);
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }
}
