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
 * Certificates from a leaf to a root, read from PEM text and not yet verified. Only the one text that RFC 7468 generates is
 * taken: lines of 64 letters, no explanatory text, DER inside.
 *
 * @param what how a message calls the chain
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
     * Reads as many certificates as are expected.
     *
     * @throws GraminizeException when there are more or fewer, or anything else
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

    /** One certificate, DER to the last byte. */
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

    /** Who issued the leaf; in a chain of one the leaf itself. */
    X509Certificate issuer() {
        return certificates.get(Math.min(1, certificates.size() - 1));
    }

    X509Certificate root() {
        return certificates.get(certificates.size() - 1);
    }

    Period period() {
        return certificates.stream().map(Period::of).reduce(Period::and).orElseThrow();
    }

    /** A certificate as DER. */
    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("what was read from DER has DER", e);
        }
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem + ".", Der.REMEDY);
    }
}
