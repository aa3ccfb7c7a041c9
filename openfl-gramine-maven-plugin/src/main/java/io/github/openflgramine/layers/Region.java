package io.github.openflgramine.layers;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A range of an open file: an archive, or one of its entries.
 *
 * @param offset of the first byte in the file
 * @param length number of bytes
 */
record Region(FileChannel channel, long offset, long length) {

    Region {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("no region of a file: " + length + " bytes at " + offset);
        }
    }

    FileRegion stream() {
        return new FileRegion(channel, offset, length);
    }

    /** Returns all bytes, which must fit into an array. */
    byte[] bytes() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.array();
    }
}
