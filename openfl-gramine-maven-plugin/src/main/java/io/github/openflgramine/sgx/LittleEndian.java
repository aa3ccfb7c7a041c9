package io.github.openflgramine.sgx;

import java.math.BigInteger;

/** Conversion of numbers to and from little-endian bytes, the byte order of SGX structures. */
final class LittleEndian {

    private LittleEndian() {}

    /** Reads the bytes as an unsigned number. */
    static BigInteger toBigInteger(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian, littleEndian.length));
    }

    /**
     * Writes a non-negative number as {@code size} bytes.
     *
     * @throws IllegalArgumentException if the number is negative or needs more than {@code size} bytes
     */
    static byte[] of(BigInteger number, int size) {
        byte[] bigEndian = number.toByteArray();
        int sign = bigEndian[0] == 0 ? 1 : 0;
        if (number.signum() < 0 || bigEndian.length - sign > size) {
            throw new IllegalArgumentException("the number does not fit into " + size + " bytes");
        }
        byte[] magnitude = java.util.Arrays.copyOfRange(bigEndian, sign, bigEndian.length);
        return reversed(magnitude, size);
    }

    /** Returns the bytes in reverse order, padded with zeros at the end to {@code size}. */
    static byte[] reversed(byte[] bytes, int size) {
        byte[] reversed = new byte[size];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
