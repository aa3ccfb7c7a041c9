package io.github.openflgramine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of any size that take no room on the disk. */
public final class SparseFile {

    private SparseFile() {}

    /** A file of this many zeros; its directory is made if it is missing. */
    public static Path create(Path path, long bytes) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return path;
    }
}
