package io.github.openflgramine.rootfs;

import io.github.openflgramine.Sha256;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/**
 * Hashes files one after the other, on one thread. The buffer is outside the heap, so the kernel can write to it
 * directly. The digest takes a few kilobytes at a time, which stay in the processor's cache.
 */
public final class FileHash {

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final MessageDigest digest = Sha256.newMessageDigest();
    private long size;

    /** Returns the digest of a part of a file. */
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

    /** Returns the digest of a whole file, with its size at the time of reading. */
    Sha256 of(FileChannel channel) throws IOException {
        size = 0;
        for (int count = channel.read(buffer.clear()); count >= 0; count = channel.read(buffer.clear())) {
            digest.update(buffer.flip());
            size += count;
        }
        return Sha256.of(digest.digest());
    }

    /** Returns the size in bytes of the last whole file that was hashed. */
    long size() {
        return size;
    }
}
