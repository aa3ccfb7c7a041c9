package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A chain of certificates from leaf to root, read from PEM text and not yet verified. The text must be as RFC 7468 requires
 * of writers: lines of 64 characters, no explanatory text, DER inside.
 *
 * @param what the chain's name in messages
 */
record CertificateChain(String what, List<X509Certificate> certificates) {

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----\n";
    private static final String END = "-----END CERTIFICATE-----";
    private static final int LARGEST = 16 << 10;
    private static final int LINE = 64;

    CertificateChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("a chain has certificates");
        }
    }

    /**
     * Reads a chain.
     *
     * @param size the expected number of certificates
     * @throws GraminizeException if there are more or fewer, or the text has anything else
     */
    static CertificateChain read(String pem, int size, String what) {
        if (pem.length() > LARGEST) {
            throw refused(what + " has %d letters; expected at most %d".formatted(pem.length(), LARGEST));
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (int at = 0; at < pem.length(); ) {
            int body = at + BEGIN.length();
            int end = pem.startsWith(BEGIN, at) ? pem.indexOf(END, body) : -1;
            if (end < 0 || certificates.size() == size) {
                throw refused("%s is not PEM text of %d certificates".formatted(what, size));
            }
            certificates.add(certificate(pem.substring(body, end), what));
            at = end + END.length();
            if (at < pem.length() && pem.charAt(at) == '\n') {
                at++;
            }
        }
        if (certificates.size() != size) {
            throw refused("%s has %d certificates; expected %d".formatted(what, certificates.size(), size));
        }
        return new CertificateChain(what, certificates);
    }

    private static X509Certificate certificate(String body, String what) {
        try {
            byte[] der = Base64.getDecoder().decode(body.replace("\n", ""));
            String again = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der) + "\n";
            if (!again.equals(body)) {
                throw refused(what + " is not PEM text with lines of 64 letters");
            }
            return certificate(der, what);
        } catch (IllegalArgumentException e) {
            throw refused(what + " is not PEM text: its Base64 is damaged");
        }
    }

    /** Reads one certificate in DER, with no bytes after it. */
    static X509Certificate certificate(byte[] der, String what) {
        Der.requireSigned(der, what);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw refused(what + " has a damaged certificate");
        }
    }

    X509Certificate leaf() {
        return certificates.get(0);
    }

    /** Returns the certificate of the leaf's issuer; in a chain of one, the leaf. */
    X509Certificate issuer() {
        return certificates.get(Math.min(1, certificates.size() - 1));
    }

    X509Certificate root() {
        return certificates.get(certificates.size() - 1);
    }

    Period period() {
        return certificates.stream().map(Period::of).reduce(Period::and).orElseThrow();
    }

    /** Returns a certificate in DER. */
    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read from DER can be encoded", e);
        }
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem + ".", Der.REMEDY);
    }
}
