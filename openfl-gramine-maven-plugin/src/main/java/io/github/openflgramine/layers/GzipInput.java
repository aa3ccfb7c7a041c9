package io.github.openflgramine.layers;

import io.github.openflgramine.BlockInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Reads gzip (RFC 1952): members one after the other, up to the end of the stream. The JDK's reader, GNU gzip and
 * pigz ignore what follows the last member, while Go's refuses it, so it is refused here.
 */
final class GzipInput extends BlockInputStream {

    private static final int RESERVED = 0xe0;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    /** The longest name or comment in a header. Go's reader has the same limit. */
    private static final int LONGEST_TEXT = 511;

    private final InputStream in;
    private final byte[] window = new byte[1 << 16];
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private int at;
    private int filled;
    private boolean ended;

    GzipInput(InputStream in) throws IOException {
        this.in = in;
        readHeader(next());
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            int count = inflate(buffer, from, length);
            if (count > 0) {
                crc.update(buffer, from, count);
                return count;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] buffer, int from, int length) throws IOException {
        try {
            int count = inflater.inflate(buffer, from, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw new ZipException("its compressed data is invalid");
            }
            if (count == 0 && inflater.needsInput() && !inflater.finished()) {
                if (at == filled && !fill()) {
                    throw new EOFException("it ends in the middle of its compressed data");
                }
                inflater.setInput(window, at, filled - at);
                at = filled;
            }
            return count;
        } catch (DataFormatException e) {
            throw new ZipException("its compressed data is invalid");
        }
    }

    private void endMember() throws IOException {
        at = filled - inflater.getRemaining();
        if (number(4) != crc.getValue() || number(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw new ZipException("the checksum of its data is wrong");
        }
        inflater.reset();
        crc.reset();
        int first = next();
        if (first < 0) {
            ended = true;
        } else {
            readHeader(first);
        }
    }

    private void readHeader(int first) throws IOException {
        CheckedInputStream header = new CheckedInputStream(new Bytes(), new CRC32());
        header.getChecksum().update(first);
        if (first != 0x1f || header.read() != 0x8b || header.read() != 8) {
            throw new ZipException("it has data that is not gzip");
        }
        int flags = header.read();
        if ((flags & RESERVED) != 0) {
            throw new ZipException("its gzip header has unknown flags");
        }
        header.skipNBytes(6);
        if ((flags & EXTRA) != 0) {
            header.skipNBytes(header.read() | header.read() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText(header);
        }
        if ((flags & COMMENT) != 0) {
            skipText(header);
        }
        long sum = header.getChecksum().getValue() & 0xffff;
        if ((flags & HEADER_CRC) != 0 && number(2) != sum) {
            throw new ZipException("the checksum of its gzip header is wrong");
        }
    }

    private static void skipText(InputStream header) throws IOException {
        int length = 0;
        while (header.read() != 0) {
            if (++length > LONGEST_TEXT) {
                throw new ZipException("its gzip header has a text of more than " + LONGEST_TEXT + " bytes");
            }
        }
    }

    private long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) required() << (8 * i);
        }
        return value;
    }

    private int required() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException("it ends in the middle of its gzip header or checksum");
        }
        return next;
    }

    /** Returns the next byte of the compressed stream, or -1 at its end. */
    private int next() throws IOException {
        return at < filled || fill() ? window[at++] & 0xff : -1;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, in.read(window, 0, window.length));
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }

    /** The bytes of a header, which must not end early. */
    private final class Bytes extends InputStream {
        @Override
        public int read() throws IOException {
            return required();
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int count = 0;
            while (count < length) {
                buffer[from + count++] = (byte) required();
            }
            return count;
        }
    }
}
