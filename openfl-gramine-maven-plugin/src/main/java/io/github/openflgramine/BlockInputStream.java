package io.github.openflgramine;

import java.io.IOException;
import java.io.InputStream;

/** An input stream that is read in blocks. A subclass implements {@link #read(byte[], int, int)}; a single byte is a block of one. */
public abstract class BlockInputStream extends InputStream {

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] buffer, int from, int length) throws IOException;
}
