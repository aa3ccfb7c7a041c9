package io.github.openflgramine.tar;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads an archive and counts its bytes. An unexpected end is reported as a damaged archive. */
final class TarInput {

    private final InputStream in;
    private final String where;
    private final boolean endRequired;
    private long position;

    TarInput(InputStream in, String where, boolean endRequired) {
        this.in = in;
        this.where = where;
        this.endRequired = endRequired;
    }

    /** Returns the number of bytes read or skipped. */
    long position() {
        return position;
    }

    /** Returns the next header block, or null at the end of the archive, after which there are only zeros. */
    @Nullable
    TarHeader readHeader() throws IOException {
        byte[] block = new byte[TarHeader.BLOCK];
        int count = in.readNBytes(block, 0, block.length);
        position += count;
        if (count == 0 && !endRequired) {
            return null;
        }
        if (count < block.length) {
            throw cutOff();
        }
        if (TarHeader.isZero(block)) {
            requireZeros();
            return null;
        }
        return new TarHeader(block);
    }

    /** Readers that go on after the end of an archive, or after one block of zeros, would find other entries. */
    private void requireZeros() throws IOException {
        byte[] buffer = new byte[1 << 13];
        long end = position;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            position += count;
            for (int i = 0; i < count; i++) {
                if (buffer[i] != 0) {
                    throw damaged("has more data after its end at byte " + end);
                }
            }
        }
    }

    void readFully(byte[] data) throws IOException {
        int count = in.readNBytes(data, 0, data.length);
        position += count;
        if (count < data.length) {
            throw cutOff();
        }
    }

    /** Reads at least one byte. */
    int readSome(byte[] buffer, int from, int length) throws IOException {
        int count = in.read(buffer, from, length);
        if (count <= 0) {
            throw cutOff();
        }
        position += count;
        return count;
    }

    void skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long count = in.skip(left);
            if (count <= 0) {
                count = in.read() < 0 ? 0 : 1;
            }
            if (count == 0) {
                throw cutOff();
            }
            left -= count;
            position += count;
        }
    }

    GraminizeException damaged(String what) {
        return new GraminizeException(where + " " + what + ".", "Make or copy the archive again.");
    }

    private GraminizeException cutOff() {
        return damaged("ends in the middle of an entry, after " + position + " bytes");
    }
}
