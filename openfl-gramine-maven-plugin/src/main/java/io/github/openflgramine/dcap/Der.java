package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;

/** The distinguished encoding (X.690): one value has one text, so that bytes which no signature covers cannot vary. */
final class Der {

    static final String REMEDY = "Give the quote and the collateral as they were made.";

    private Der() {}

    /**
     * Reads one value.
     *
     * @throws GraminizeException when it is not DER, or bytes follow it
     */
    static ASN1Primitive require(byte[] der, String what) {
        try {
            ASN1Primitive value = ASN1Primitive.fromByteArray(der);
            if (value != null && Arrays.equals(value.getEncoded(ASN1Encoding.DER), der)) {
                return value;
            }
        } catch (IOException | RuntimeException e) {
            // BouncyCastle reports damaged ASN.1 with several unchecked types.
            throw new GraminizeException(what + " is damaged: " + e.getMessage() + ".", REMEDY, e);
        }
        throw new GraminizeException(what + " is not DER.", REMEDY);
    }
}
