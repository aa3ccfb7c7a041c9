package io.github.openflgramine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of any size that use no disk space. */
public final class SparseFile {

    private SparseFile() {}

    /** Creates a file with this number of zero bytes, and its directory if it is missing. */
    public static Path create(Path path, long bytes) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return path;
    }
}
