package io.github.openflgramine.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes files that are either complete or absent: content goes to a temporary file in the same directory, which is
 * then moved.
 */
public final class AtomicFiles {

    private static final String PUBLIC = "rw-r--r--";
    private static final String PRIVATE = "rw-------";

    private AtomicFiles() {}

    /** Writes the content of a file to a stream, which stays open. */
    @FunctionalInterface
    public interface Writer {

        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces a file's content. Creates its directory if it is missing. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, out -> out.write(content));
    }

    /** Replaces a file's content with the writer's output. If the writer fails, the file stays as it was. */
    public static void write(Path file, Writer content) throws IOException {
        replace(file, writeBeside(file, content, PUBLIC));
    }

    /** Replaces a file's content. Only the owner can read the file, also while it is written. */
    public static void writePrivate(Path file, byte[] content) throws IOException {
        replace(file, writeBeside(file, out -> out.write(content), PRIVATE));
    }

    /**
     * Creates a file that only its owner can read, like {@link #writePrivate}.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the file exists; it is not changed
     */
    public static void createPrivate(Path file, byte[] content) throws IOException {
        Path beside = writeBeside(file, out -> out.write(content), PRIVATE);
        try {
            // Unlike a move, a link never replaces a file.
            Files.createLink(file, beside);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    public static void write(Path file, String content) throws IOException {
        write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives a complete file its final name; both names are on the same file system. Replaces a file of that name. */
    public static void publish(Path complete, Path file) throws IOException {
        move(complete, file);
    }

    /** Replaces the content of all these files or, if one of them cannot be written, of none. */
    public static void writeTogether(Map<Path, byte[]> contents) throws IOException {
        Map<Path, Path> beside = new LinkedHashMap<>();
        try {
            for (var content : contents.entrySet()) {
                beside.put(
                        content.getKey(), writeBeside(content.getKey(), out -> out.write(content.getValue()), PUBLIC));
            }
            Map<Path, Optional<byte[]>> former = new LinkedHashMap<>();
            try {
                for (var staged : beside.entrySet()) {
                    Path file = staged.getKey();
                    Optional<byte[]> before =
                            Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
                    move(staged.getValue(), file);
                    former.put(file, before);
                }
            } catch (IOException e) {
                restore(former);
                throw e;
            }
        } finally {
            for (Path staged : beside.values()) {
                Files.deleteIfExists(staged);
            }
        }
    }

    private static void restore(Map<Path, Optional<byte[]>> former) throws IOException {
        for (var file : former.entrySet()) {
            if (file.getValue().isPresent()) {
                write(file.getKey(), file.getValue().get());
            } else {
                Files.delete(file.getKey());
            }
        }
    }

    /**
     * Writes the content to a temporary file in the file's directory. The JDK creates such a file readable by its owner
     * only.
     */
    private static Path writeBeside(Path file, Writer content, String mode) throws IOException {
        Path beside = temporary(file);
        try {
            try (OutputStream out = new BufferedOutputStream(new PlacedOutput(Files.newOutputStream(beside), file))) {
                content.writeTo(out);
            }
            Files.setPosixFilePermissions(beside, PosixFilePermissions.fromString(mode));
            return beside;
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(beside);
            throw e;
        }
    }

    private static Path temporary(Path file) throws IOException {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory);
            return Files.createTempFile(directory, "." + file.getFileName(), ".tmp");
        } catch (IOException e) {
            throw FileTrouble.at(file, e);
        }
    }

    private static void replace(Path file, Path beside) throws IOException {
        try {
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw FileTrouble.at(to, e);
        }
    }
}
