package io.github.openflgramine.attestation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.dcap.Octets;
import java.nio.charset.StandardCharsets;

/**
 * The report data of a quote for a certificate request. The first half names the key as in Gramine's RA-TLS: the SHA-256 of its
 * SubjectPublicKeyInfo. The second half binds the quote to a verifier's nonce and to the whole request: the SHA-256 of a
 * context string, the nonce's length in one byte, the nonce, and the request in DER.
 */
public final class EnrolmentReportData {

    private static final String CONTEXT = "openfl-gramine enrolment 1\0";
    private static final int LONGEST_NONCE = 255;

    private EnrolmentReportData() {}

    /**
     * Reads a nonce.
     *
     * @param hex 1 to 255 bytes as hexadecimal digits
     */
    public static Octets nonce(String hex, String property) {
        try {
            Octets nonce = Octets.ofHex(hex);
            if (nonce.size() >= 1 && nonce.size() <= LONGEST_NONCE) {
                return nonce;
            }
        } catch (IllegalArgumentException e) {
            // The same message as for a nonce of another length.
        }
        throw new GraminizeException(
                "%s is not 1 to %d bytes as hexadecimal digits.".formatted(property, LONGEST_NONCE),
                "Give the nonce that you sent to the participant.");
    }

    /** Returns the 64 bytes that an enclave with this key puts into its report. */
    public static Octets of(Sha256 key, byte[] request, Octets nonce) {
        byte[] context = CONTEXT.getBytes(StandardCharsets.US_ASCII);
        byte[] hashed = new byte[context.length + 1 + nonce.size() + request.length];
        System.arraycopy(context, 0, hashed, 0, context.length);
        hashed[context.length] = (byte) nonce.size();
        System.arraycopy(nonce.bytes(), 0, hashed, context.length + 1, nonce.size());
        System.arraycopy(request, 0, hashed, context.length + 1 + nonce.size(), request.length);
        return Octets.ofHex(key.hex() + Sha256.digest(hashed).hex());
    }
}
