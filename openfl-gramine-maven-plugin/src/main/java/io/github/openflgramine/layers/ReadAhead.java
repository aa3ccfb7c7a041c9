package io.github.openflgramine.layers;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads, and usually inflates, on a separate thread, a few blocks ahead of the thread that parses and hashes. */
final class ReadAhead extends InputStream {

    private static final int BLOCK = 1 << 18;
    private static final int BLOCKS = 8;

    /** A block of bytes. The last one is followed by the end or a failure. */
    private record Block(
            ByteBuffer bytes, boolean isLast, @Nullable IOException failure) {}

    private final BlockingQueue<Block> blocks = new ArrayBlockingQueue<>(BLOCKS);
    private final Thread reader;
    private @Nullable Block block;
    private volatile boolean closed;

    ReadAhead(InputStream in) {
        reader = new Thread(() -> fill(in), "image reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void fill(InputStream in) {
        try {
            boolean last = false;
            while (!last && !closed) {
                Block next = next(in);
                last = next.isLast();
                boolean taken = false;
                while (!taken && !closed) {
                    taken = blocks.offer(next, 50, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Block next(InputStream in) {
        byte[] bytes = new byte[BLOCK];
        try {
            int length = in.readNBytes(bytes, 0, BLOCK);
            return new Block(ByteBuffer.wrap(bytes, 0, length), length < BLOCK, null);
        } catch (IOException e) {
            return new Block(ByteBuffer.allocate(0), true, e);
        } catch (RuntimeException e) {
            return new Block(ByteBuffer.allocate(0), true, new IOException(e));
        }
    }

    @Override
    public int read() throws IOException {
        Block current = current();
        return current == null ? -1 : current.bytes().get() & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        Block current = length == 0 ? null : current();
        if (current == null) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, current.bytes().remaining());
        current.bytes().get(buffer, from, count);
        return count;
    }

    @Override
    public long skip(long bytes) throws IOException {
        Block current = bytes <= 0 ? null : current();
        if (current == null) {
            return 0;
        }
        int count = (int) Math.min(bytes, current.bytes().remaining());
        current.bytes().position(current.bytes().position() + count);
        return count;
    }

    /** Stops the thread without an interrupt, which would close the file that other layers are read from. */
    @Override
    public void close() throws IOException {
        closed = true;
        try {
            reader.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Returns the block with the next byte; null at the end. */
    private @Nullable Block current() throws IOException {
        while (block == null || !block.bytes().hasRemaining()) {
            if (block != null && block.failure() != null) {
                throw block.failure();
            }
            if (block != null && block.isLast()) {
                return null;
            }
            try {
                block = blocks.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
        return block;
    }
}
