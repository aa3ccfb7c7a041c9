package io.github.openflgramine.sgx;

import io.github.openflgramine.pem.PemFile;
import io.github.openflgramine.pem.PemPublicKey;
import java.io.IOException;
import java.nio.file.Path;

/** Reads the public key for offline signing from a PEM file and refuses every key that SGX refuses. */
public final class VerifyingKeyReader {

    private static final String EXPECTED = "a public key or certificate in PEM";
    private static final String GIVE_IT =
            "Give the public half of the signing key: openssl pkey -in KEY.pem -pubout -out PUBLIC.pem";

    private VerifyingKeyReader() {}

    /**
     * Reads a public key or a certificate.
     *
     * @throws io.github.openflgramine.GraminizeException if the file contains no key that can sign enclaves, or
     * contains a private key
     */
    public static VerifyingKey read(Path file) throws IOException {
        String shown = "gramine.publicKey=" + file;
        String text = PemFile.text(file, shown, EXPECTED, GIVE_IT);
        return VerifyingKey.of(PemPublicKey.parse(text, shown, GIVE_IT), shown, GIVE_IT);
    }
}
