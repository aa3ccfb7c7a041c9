package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.pem.PemFile;
import io.github.openflgramine.pem.PemObjects;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/**
 * Reads and writes keys, certificates and requests as PEM (RFC 7468). RSA keys are written as PKCS#1, as OpenFL does,
 * other keys as PKCS#8.
 */
final class Pem {

    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY");

    /** The byte order mark of UTF-8, one character per byte. */
    private static final String MARK = "\u00ef\u00bb\u00bf";

    private Pem() {}

    /**
     * Reads a file byte for byte (RFC 7468, section 3). A file that is not text then fails as invalid PEM, not as an
     * encoding error.
     */
    static String read(Path file) throws IOException {
        return new String(Content.of(file).bytes(), StandardCharsets.ISO_8859_1);
    }

    /**
     * Encodes a key, a certificate or a request. Line ends are line feeds on every system, because OpenFL hashes this
     * text.
     */
    static String encode(Object value) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            // For an EC key the traditional form omits the curve, and nothing can read the key without it.
            writer.writeObject(value instanceof ECPrivateKey key ? new JcaPKCS8Generator(key, null) : value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().replace(System.lineSeparator(), "\n");
    }

    /**
     * Parses an unencrypted private key.
     *
     * @param where the file, for messages
     */
    static PrivateKey privateKey(String pem, String where) {
        PrivateKeyInfo info = all(pem, where).stream()
                .findFirst()
                .flatMap(PemObjects::plainKey)
                .orElseThrow(() -> notA("an unencrypted private key", where));
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /** Parses the certificates of a chain file, in the order of the file. */
    static List<X509Certificate> certificates(String pem, String where) {
        if (PRIVATE_KEY.matcher(pem).find()) {
            throw new GraminizeException(
                    where + " contains a private key, expected certificates alone: everyone gets this file.",
                    "Remove the key from it. If anyone else has the file, create a new key.");
        }
        if (pem.startsWith(MARK)) {
            throw new GraminizeException(
                    where + " begins with a byte order mark; gRPC would not find its first certificate.",
                    "Remove the mark: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE");
        }
        requirePem(pem, where, "x509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Object value : all(pem, where)) {
            if (!(value instanceof X509CertificateHolder holder)) {
                throw notA("a certificate", where);
            }
            try {
                certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
            } catch (CertificateException e) {
                throw unreadable(where, e);
            }
        }
        if (certificates.isEmpty()) {
            throw notA("a certificate", where);
        }
        return List.copyOf(certificates);
    }

    static X509Certificate certificate(String pem, String where) {
        return certificates(pem, where).get(0);
    }

    static PKCS10CertificationRequest request(String pem, String where) {
        requirePem(pem, where, "req");
        return all(pem, where).stream()
                .findFirst()
                .filter(PKCS10CertificationRequest.class::isInstance)
                .map(PKCS10CertificationRequest.class::cast)
                .orElseThrow(() -> notA("a certificate request", where));
    }

    private static List<Object> all(String pem, String where) {
        try {
            return PemObjects.all(pem.startsWith(MARK) ? pem.substring(MARK.length()) : pem);
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    private static void requirePem(String text, String where, String command) {
        if (PemFile.isDer(text)) {
            throw new GraminizeException(
                    where + " is in DER; expected PEM.",
                    "Convert it: openssl " + command + " -inform DER -in FILE -out FILE.pem");
        }
    }

    private static GraminizeException notA(String expected, String where) {
        return new GraminizeException(where + " contains no PEM text of " + expected + ".", "Give the right file.");
    }

    private static GraminizeException unreadable(String where, Exception cause) {
        return new GraminizeException(
                where + " is damaged: " + cause.getMessage() + ".", "Request it again or create it again.", cause);
    }
}
