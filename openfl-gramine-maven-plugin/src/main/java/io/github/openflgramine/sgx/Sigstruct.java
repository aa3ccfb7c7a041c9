package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * An enclave's signature structure (SDM volume 3D, table 34-18): the 1808 bytes that EINIT takes. The content is not
 * checked here; {@link SigstructVerifier} checks it.
 */
public final class Sigstruct {

    public static final int BYTES = SigstructField.TOTAL;

    private final byte[] bytes;

    private Sigstruct(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Copies 1808 bytes.
     *
     * @throws IllegalArgumentException if the length is different
     */
    static Sigstruct of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a SIGSTRUCT has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Sigstruct(bytes.clone());
    }

    /** Returns a SIGSTRUCT with these signed bytes (see {@link #signedBytes}). All other bytes are zero. */
    static Sigstruct ofSignedBytes(byte[] signed) {
        byte[] bytes = Arrays.copyOf(signed, SigstructField.TOTAL);
        Arrays.fill(bytes, SigstructField.SIGNED_PART, bytes.length, (byte) 0);
        System.arraycopy(
                signed,
                SigstructField.SIGNED_PART,
                bytes,
                SigstructField.MISCSELECT.offset(),
                SigstructField.SIGNED_PART);
        return new Sigstruct(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public EnclaveIdentity identity() {
        return new EnclaveIdentity(
                Sha256.of(field(SigstructField.ENCLAVEHASH)),
                attributes(),
                (int) number(SigstructField.ISVPRODID),
                (int) number(SigstructField.ISVSVN),
                new SigstructDate((int) number(SigstructField.DATE)));
    }

    private EnclaveAttributes attributes() {
        return new EnclaveAttributes(
                number(SigstructField.ATTRIBUTES_FLAGS),
                number(SigstructField.ATTRIBUTEMASK_FLAGS),
                number(SigstructField.ATTRIBUTES_XFRM),
                number(SigstructField.ATTRIBUTEMASK_XFRM),
                (int) number(SigstructField.MISCSELECT),
                (int) number(SigstructField.MISCMASK));
    }

    /** Returns MRSIGNER: the SHA-256 of the modulus as it is stored. */
    public Sha256 mrsigner() {
        return Sha256.digest(field(SigstructField.MODULUS));
    }

    public BigInteger modulus() {
        return LittleEndian.toBigInteger(field(SigstructField.MODULUS));
    }

    public int exponent() {
        return (int) number(SigstructField.EXPONENT);
    }

    public BigInteger signature() {
        return LittleEndian.toBigInteger(field(SigstructField.SIGNATURE));
    }

    BigInteger q1() {
        return LittleEndian.toBigInteger(field(SigstructField.Q1));
    }

    BigInteger q2() {
        return LittleEndian.toBigInteger(field(SigstructField.Q2));
    }

    /** Returns the 256 bytes that the signature covers. */
    byte[] signedBytes() {
        byte[] signed = Arrays.copyOf(bytes, 2 * SigstructField.SIGNED_PART);
        System.arraycopy(
                bytes,
                SigstructField.MISCSELECT.offset(),
                signed,
                SigstructField.SIGNED_PART,
                SigstructField.SIGNED_PART);
        return signed;
    }

    byte[] field(SigstructField field) {
        return Arrays.copyOfRange(bytes, field.offset(), field.offset() + field.size());
    }

    private long number(SigstructField field) {
        return LittleEndian.toBigInteger(field(field)).longValue();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sigstruct sigstruct && Arrays.equals(bytes, sigstruct.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Sigstruct[mrenclave=" + identity().mrenclave() + ", mrsigner=" + mrsigner() + "]";
    }
}
