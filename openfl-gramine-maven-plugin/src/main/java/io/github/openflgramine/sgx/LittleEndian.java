package io.github.openflgramine.sgx;

import java.math.BigInteger;

/** Numbers as SGX stores them: the least significant byte first. */
final class LittleEndian {

    private LittleEndian() {}

    /** The non-negative number that these bytes mean. */
    static BigInteger toBigInteger(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian, littleEndian.length));
    }

    /** A non-negative number as {@code size} bytes. */
    static byte[] of(BigInteger number, int size) {
        byte[] bigEndian = number.toByteArray();
        int sign = bigEndian[0] == 0 ? 1 : 0;
        if (number.signum() < 0 || bigEndian.length - sign > size) {
            throw new IllegalArgumentException("the number does not fit into " + size + " bytes");
        }
        byte[] magnitude = java.util.Arrays.copyOfRange(bigEndian, sign, bigEndian.length);
        return reversed(magnitude, size);
    }

    /** The bytes in the other order, filled up with zeros to {@code size}. */
    static byte[] reversed(byte[] bytes, int size) {
        byte[] reversed = new byte[size];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
