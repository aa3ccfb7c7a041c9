package io.github.openflgramine.files;

import io.github.openflgramine.BlockInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a file.
 *
 * @param offset its first byte
 * @param size the number of its bytes
 */
public record FilePart(Path file, long offset, long size) implements Content {

    @Override
    public InputStream open() throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            in.skipNBytes(offset);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        return new BlockInputStream() {
            private long left = size;

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int count = in.read(buffer, from, (int) Math.min(length, left));
                if (count < 0) {
                    throw new EOFException(file + " became shorter while it was being read");
                }
                left -= count;
                return count;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }
}
