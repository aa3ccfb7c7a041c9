package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Checks that ASN.1 values are in DER (X.690). DER has one encoding for each value, so bytes that no signature covers cannot
 * be changed unnoticed.
 */
final class Der {

    static final String REMEDY = "Give the quote and the collateral unchanged.";

    /** The signed content, the algorithm and the signature. */
    private static final int SIGNED_PARTS = 3;

    private Der() {}

    /**
     * Reads one value.
     *
     * @throws GraminizeException if it is not DER, or bytes follow it
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

    /**
     * Requires a certificate or a revocation list (RFC 5280, sections 4.1 and 5.1). Its signature is not itself signed, so it
     * must be in the only encoding of r and s (RFC 3279, section 2.2.3): a bit string of whole bytes with a sequence of two
     * positive numbers.
     */
    static void requireSigned(byte[] der, String what) {
        if (require(der, what) instanceof ASN1Sequence signed
                && signed.size() == SIGNED_PARTS
                && signed.getObjectAt(SIGNED_PARTS - 1) instanceof ASN1BitString signature
                && signature.getPadBits() == 0
                && require(signature.getOctets(), what) instanceof ASN1Sequence numbers
                && numbers.size() == 2
                && isPositive(numbers.getObjectAt(0))
                && isPositive(numbers.getObjectAt(1))) {
            return;
        }
        throw new GraminizeException(what + " is not signed with ECDSA.", REMEDY);
    }

    private static boolean isPositive(ASN1Encodable value) {
        return value instanceof ASN1Integer number && number.getValue().signum() > 0;
    }
}
