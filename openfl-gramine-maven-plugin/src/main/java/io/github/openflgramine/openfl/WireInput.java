package io.github.openflgramine.openfl;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads protobuf's wire format (protobuf.dev, "Encoding"). Every read names the end of the message that it is in, and no
 * read goes beyond it.
 */
final class WireInput {

    static final int VARINT = 0;
    static final int LENGTH = 2;

    private static final int LONGEST_VARINT = 10;

    private final InputStream in;
    private long position;

    WireInput(InputStream in) {
        this.in = in;
    }

    /** What is wrong with the bytes, in a few words. */
    static final class MalformedException extends IOException {

        private static final long serialVersionUID = 1;

        MalformedException(String what) {
            super(what);
        }
    }

    long position() {
        return position;
    }

    /** Reads a number of up to 64 bits. */
    long varint(long end) throws IOException {
        long value = 0;
        for (int index = 0; index < LONGEST_VARINT; index++) {
            requireRoom(1, end);
            int next = in.read();
            if (next < 0) {
                throw new MalformedException("the file ends too early");
            }
            position++;
            value |= (long) (next & 0x7f) << (7 * index);
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedException("a number has more than 64 bits");
    }

    /** Reads the length of a field and returns the position at which the field ends. */
    long endOfField(long end) throws IOException {
        long length = varint(end);
        requireRoom(length, end);
        return position + length;
    }

    /** Reads the bytes up to a position. */
    byte[] bytesTo(long end, int most) throws IOException {
        if (end - position > most) {
            throw new MalformedException("a name or tag is longer than " + most + " bytes");
        }
        byte[] bytes = in.readNBytes((int) (end - position));
        if (bytes.length < end - position) {
            throw new MalformedException("the file ends too early");
        }
        position = end;
        return bytes;
    }

    void skipTo(long end) throws IOException {
        try {
            in.skipNBytes(end - position);
        } catch (EOFException e) {
            throw new MalformedException("the file ends too early");
        }
        position = end;
    }

    private void requireRoom(long length, long end) throws MalformedException {
        if (length < 0 || length > end - position) {
            throw new MalformedException(
                    "a field of " + Long.toUnsignedString(length) + " bytes ends behind what contains it");
        }
    }
}
