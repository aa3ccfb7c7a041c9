package io.github.openflgramine.dcap;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.sgx.LayoutField;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte array with value equality. Its text is lower-case hexadecimal. */
public final class Octets {

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Copies the bytes. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes.clone());
    }

    /**
     * Reads hexadecimal digits, upper or lower case.
     *
     * @throws IllegalArgumentException if there are other characters, or an odd number of digits
     */
    public static Octets ofHex(String hex) {
        return new Octets(HexFormat.of().parseHex(hex));
    }

    /** Returns {@code size} bytes from {@code offset}. */
    Octets slice(int offset, int size) {
        if (size < 0 || offset < 0 || offset > bytes.length - size) {
            throw new IllegalArgumentException("no %d bytes at %d of %d".formatted(size, offset, bytes.length));
        }
        return new Octets(Arrays.copyOfRange(bytes, offset, offset + size));
    }

    Octets field(LayoutField field) {
        return slice(field.offset(), field.size());
    }

    long number(LayoutField field) {
        return field(field).littleEndian();
    }

    /** Returns the unsigned little-endian number in these bytes, at most four. */
    long littleEndian() {
        if (bytes.length > Integer.BYTES) {
            throw new IllegalArgumentException(bytes.length + " bytes are too many for a number");
        }
        long number = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            number = (number << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return number;
    }

    Octets and(Octets mask) {
        if (mask.bytes.length != bytes.length) {
            throw new IllegalArgumentException("a mask of another length");
        }
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] &= mask.bytes[i];
        }
        return new Octets(masked);
    }

    Octets plus(Octets more) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
        System.arraycopy(more.bytes, 0, all, bytes.length, more.bytes.length);
        return new Octets(all);
    }

    /** Returns the SHA-256 of these bytes. */
    public Sha256 sha256() {
        return Sha256.digest(bytes);
    }

    /** Returns whether {@code whole} starts with these bytes. */
    public boolean isPrefixOf(Octets whole) {
        return bytes.length <= whole.bytes.length
                && Arrays.equals(bytes, 0, bytes.length, whole.bytes, 0, bytes.length);
    }

    public int size() {
        return bytes.length;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
