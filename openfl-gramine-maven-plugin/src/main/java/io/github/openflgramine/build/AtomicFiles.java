package io.github.openflgramine.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that are whole or not there: written beside their place, then moved into it. */
public final class AtomicFiles {

    private AtomicFiles() {}

    /** Replaces a file's content; its folder is made if it is missing. */
    public static void write(Path file, byte[] content) throws IOException {
        Path beside = writeBeside(file, content);
        try {
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    public static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole content under a name of its own in the file's folder, for {@link #move}. */
    static Path writeBeside(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path beside = Files.createTempFile(folder, "." + file.getFileName(), ".tmp");
        try {
            Files.write(beside, content);
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString("rw-r--r--"));
            return beside;
        } catch (IOException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
