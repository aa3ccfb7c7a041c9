package io.github.openflgramine.sgx;

import java.math.BigInteger;
import java.util.HexFormat;

/** Writes the fields of a SIGSTRUCT (SDM volume 3D, table 34-18), without or with a signature. */
final class SigstructWriter {

    /** EINIT requires these values of HEADER and HEADER2. */
    static final byte[] HEADER = HexFormat.of().parseHex("06000000e10000000000010000000000");

    static final byte[] HEADER2 = HexFormat.of().parseHex("01010000600000006000000001000000");

    private SigstructWriter() {}

    /** Returns a SIGSTRUCT without modulus, exponent, signature, Q1 and Q2. It has all the bytes to be signed. */
    static Sigstruct unsigned(EnclaveIdentity identity) {
        return Sigstruct.of(body(identity));
    }

    /**
     * Returns the complete SIGSTRUCT.
     *
     * @param modulus the modulus of the key that signed
     * @param signature the signature of {@link Sigstruct#signedBytes()}
     */
    static Sigstruct signed(EnclaveIdentity identity, BigInteger modulus, BigInteger signature) {
        byte[] bytes = body(identity);
        put(bytes, SigstructField.MODULUS, modulus);
        put(bytes, SigstructField.EXPONENT, VerifyingKey.EXPONENT);
        put(bytes, SigstructField.SIGNATURE, signature);
        // With Q1 and Q2, EINIT needs no divisions to compute signature^3 mod modulus.
        BigInteger[] square = signature.multiply(signature).divideAndRemainder(modulus);
        put(bytes, SigstructField.Q1, square[0]);
        put(bytes, SigstructField.Q2, square[1].multiply(signature).divide(modulus));
        return Sigstruct.of(bytes);
    }

    private static byte[] body(EnclaveIdentity identity) {
        EnclaveAttributes attributes = identity.attributes();
        byte[] bytes = new byte[SigstructField.TOTAL];
        put(bytes, SigstructField.HEADER, HEADER);
        put(bytes, SigstructField.DATE, identity.date().bcd());
        put(bytes, SigstructField.HEADER2, HEADER2);
        put(bytes, SigstructField.MISCSELECT, attributes.miscSelect());
        put(bytes, SigstructField.MISCMASK, attributes.miscMask());
        put(bytes, SigstructField.ATTRIBUTES_FLAGS, attributes.flags());
        put(bytes, SigstructField.ATTRIBUTES_XFRM, attributes.xfrm());
        put(bytes, SigstructField.ATTRIBUTEMASK_FLAGS, attributes.flagsMask());
        put(bytes, SigstructField.ATTRIBUTEMASK_XFRM, attributes.xfrmMask());
        put(bytes, SigstructField.ENCLAVEHASH, identity.mrenclave().bytes());
        put(bytes, SigstructField.ISVPRODID, identity.isvProdId());
        put(bytes, SigstructField.ISVSVN, identity.isvSvn());
        return bytes;
    }

    private static void put(byte[] bytes, SigstructField field, BigInteger number) {
        put(bytes, field, LittleEndian.of(number, field.size()));
    }

    private static void put(byte[] bytes, SigstructField field, long number) {
        for (int i = 0; i < field.size(); i++) {
            bytes[field.offset() + i] = (byte) (number >>> (8 * i));
        }
    }

    private static void put(byte[] bytes, SigstructField field, byte[] content) {
        System.arraycopy(content, 0, bytes, field.offset(), field.size());
    }
}
