package io.github.openflgramine.files;

import io.github.openflgramine.BlockInputStream;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/** A file with its size and time of modification. Every read checks that both are still the same. */
record MeasuredFile(Path file, long size, FileTime modified) implements Content {

    static MeasuredFile measure(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new MeasuredFile(file, attributes.size(), attributes.lastModifiedTime());
    }

    @Override
    public InputStream open() throws IOException {
        InputStream in = Files.newInputStream(file);
        return new BlockInputStream() {
            private long left = size;

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int count = in.read(buffer, from, length);
                left -= Math.max(count, 0);
                if (left < 0 || (count < 0 && left > 0)) {
                    throw changed();
                }
                if (left == 0) {
                    requireUnchanged();
                }
                return count;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        };
    }

    private void requireUnchanged() throws IOException {
        if (!measure(file).equals(this)) {
            throw changed();
        }
    }

    private GraminizeException changed() {
        return new GraminizeException(
                file + " changed while it was being copied; it had " + size + " bytes before.",
                "Wait until no program writes to it, then run the goal again.");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
