package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pem.PemFile;
import io.github.openflgramine.pem.PemObjects;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The certificates of {@code gramine.caBundle}. apt and pip read PEM alone, and without a certificate each connection
 * fails minutes later.
 */
final class CaBundle {

    private static final String EXPECTED = "expected certificates in PEM";
    private static final String GIVE_IT =
            "Give the certificates of the authority, or omit the property. A browser exports them as Base64 (PEM).";

    private CaBundle() {}

    /**
     * Checks that the file has certificates.
     *
     * @throws GraminizeException if it has none, or has them in another form
     */
    static void require(Path file) throws IOException {
        String shown = "gramine.caBundle=" + file;
        String text = PemFile.text(file, shown, "certificates in PEM", GIVE_IT);
        if (text.isBlank()) {
            throw new GraminizeException(shown + " is empty; " + EXPECTED + ".", GIVE_IT);
        }
        if (PemFile.isDer(text)) {
            throw new GraminizeException(
                    shown + " is in DER; " + EXPECTED + ".",
                    "Convert it: openssl x509 -inform DER -in FILE -out CA.pem (PKCS#7, *.p7b: openssl pkcs7 -inform DER"
                            + " -print_certs -in FILE -out CA.pem).");
        }
        if (text.contains("-----BEGIN PKCS7-----") || text.contains("-----BEGIN CMS-----")) {
            throw new GraminizeException(
                    shown + " has its certificates in PKCS#7; " + EXPECTED + ".",
                    "Convert it: openssl pkcs7 -print_certs -in FILE -out CA.pem");
        }
        try {
            if (PemObjects.certificates(text).isEmpty()) {
                throw new GraminizeException(shown + " contains no certificate; " + EXPECTED + ".", GIVE_IT);
            }
        } catch (IOException e) {
            throw new GraminizeException(
                    shown + " contains a damaged certificate: " + e.getMessage() + ".", "Export it again.", e);
        }
    }
}
