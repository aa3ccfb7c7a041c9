package io.github.openflgramine.pcs;

import io.github.openflgramine.dcap.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A certificate revocation list as services send it: Intel's as DER or PEM; a PCCS also sends hexadecimal digits, and declares them as
 * HTML. So the form is recognised by the content.
 */
final class RevocationListText {

    private static final String BEGIN = "-----BEGIN X509 CRL-----";
    private static final String END = "-----END X509 CRL-----";

    /** The first byte of each list in DER: a sequence. */
    private static final int SEQUENCE = 0x30;

    private RevocationListText() {}

    /** Returns the list in DER. */
    static Octets der(Answer answer) {
        byte[] body = answer.body().bytes();
        String text = new String(body, StandardCharsets.ISO_8859_1).strip();
        try {
            if (text.startsWith(BEGIN) && text.endsWith(END)) {
                return Octets.of(
                        Base64.getMimeDecoder().decode(text.substring(BEGIN.length(), text.length() - END.length())));
            }
            if (text.startsWith("30") && text.matches("[0-9a-fA-F]+")) {
                return Octets.ofHex(text);
            }
        } catch (IllegalArgumentException e) {
            throw answer.refused("is a damaged certificate revocation list");
        }
        if (body.length > 0 && body[0] == SEQUENCE) {
            return answer.body();
        }
        throw answer.refused("is not a certificate revocation list (DER, PEM or hexadecimal digits)");
    }
}
