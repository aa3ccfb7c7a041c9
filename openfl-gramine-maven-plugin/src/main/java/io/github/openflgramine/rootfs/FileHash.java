package io.github.openflgramine.rootfs;

import io.github.openflgramine.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/**
 * Digests of one file after the other, for one thread. The buffer lies outside of the heap, where the kernel can write, and
 * the digest takes from it a few kilobytes at a time, which stay in the processor's cache.
 */
public final class FileHash {

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final MessageDigest digest = Sha256.newMessageDigest();
    private long size;

    /** Of a part of a file. */
    public Sha256 of(FileChannel channel, long offset, long length) throws IOException {
        for (long at = 0; at < length; ) {
            int count = channel.read(buffer.clear().limit((int) Math.min(buffer.capacity(), length - at)), offset + at);
            if (count <= 0) {
                throw new EOFException("the file became shorter while it was read");
            }
            digest.update(buffer.flip());
            at += count;
        }
        return Sha256.of(digest.digest());
    }

    /** Of a whole file, as long as it is when it is read. */
    Sha256 of(FileChannel channel) throws IOException {
        size = 0;
        for (int count = channel.read(buffer.clear()); count >= 0; count = channel.read(buffer.clear())) {
            digest.update(buffer.flip());
            size += count;
        }
        return Sha256.of(digest.digest());
    }

    /** The bytes of the whole file that was hashed last. */
    long size() {
        return size;
    }
}
