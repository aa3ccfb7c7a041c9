package io.github.openflgramine.pki;

import io.github.openflgramine.Sha384;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The content of a {@code cert_chain.crt}, which every participant trusts. It travels byte for byte, so that its hash
 * is the same everywhere.
 *
 * @param pem one character per byte of the file (ISO 8859-1)
 * @param rootFirst its certificates, at least one
 */
public record CertificateChain(String pem, List<X509Certificate> rootFirst) {

    public CertificateChain {
        rootFirst = List.copyOf(rootFirst);
    }

    static CertificateChain of(X509Certificate root, X509Certificate signing) {
        return new CertificateChain(Pem.encode(root) + Pem.encode(signing), List.of(root, signing));
    }

    static CertificateChain ofPem(String pem, String where) {
        return new CertificateChain(pem, Pem.certificates(pem, where));
    }

    static CertificateChain read(Path file) throws IOException {
        return ofPem(Pem.read(file), file.toString());
    }

    /** Returns the hexadecimal SHA-384 of the file, as {@code sha384sum cert/cert_chain.crt} prints it. */
    public String sha384() {
        return Sha384.hex(bytes());
    }

    byte[] bytes() {
        return pem.getBytes(StandardCharsets.ISO_8859_1);
    }
}
