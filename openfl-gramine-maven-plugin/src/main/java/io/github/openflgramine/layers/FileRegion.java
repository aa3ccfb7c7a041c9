package io.github.openflgramine.layers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file as a stream that skips without reading. Several streams may read one file at once. */
final class FileRegion extends InputStream {

    private final FileChannel channel;
    private final long end;
    private final ByteBuffer window;
    private long position;

    FileRegion(FileChannel channel, long from, long length) {
        this.channel = channel;
        this.position = from;
        this.end = from + length;
        this.window = ByteBuffer.allocate(1 << 14).limit(0);
    }

    /** Returns the offset of the next byte in the file. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        return fill() ? take() : -1;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!window.hasRemaining() && length >= window.capacity()) {
            int wanted = (int) Math.min(length, end - position);
            int count = wanted == 0 ? -1 : channel.read(ByteBuffer.wrap(buffer, from, wanted), position);
            position += Math.max(count, 0);
            return count;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, window.remaining());
        window.get(buffer, from, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long bytes) {
        long count = Math.max(0, Math.min(bytes, end - position));
        position += count;
        if (count < window.remaining()) {
            window.position(window.position() + (int) count);
        } else {
            window.limit(0);
        }
        return count;
    }

    /** The JDK's gzip reader looks for another member only if bytes are available. */
    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, end - position);
    }

    private boolean fill() throws IOException {
        if (window.hasRemaining()) {
            return true;
        }
        window.clear().limit((int) Math.min(window.capacity(), end - position));
        if (window.hasRemaining() && channel.read(window, position) < 0) {
            window.limit(0);
            return false;
        }
        window.flip();
        return window.hasRemaining();
    }

    private int take() {
        position++;
        return window.get() & 0xff;
    }
}
