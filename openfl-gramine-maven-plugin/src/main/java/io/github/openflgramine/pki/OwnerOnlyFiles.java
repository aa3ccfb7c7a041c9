package io.github.openflgramine.pki;

import io.github.openflgramine.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Writes files in directories with private keys. Directories have mode 0700; keys have mode 0600 from the start, other
 * files 0644. Each file is written completely or not at all.
 */
final class OwnerOnlyFiles {

    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private OwnerOnlyFiles() {}

    /** Creates missing directories. Existing ones keep their mode. */
    static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, DIRECTORY);
    }

    static Path createTemporaryDirectory(Path parent, String prefix) throws IOException {
        createDirectories(parent);
        return Files.createTempDirectory(parent, prefix, DIRECTORY);
    }

    /** A private key. */
    static void writePrivate(Path file, String content) throws IOException {
        createDirectoryOf(file);
        AtomicFiles.writePrivate(file, content.getBytes(StandardCharsets.UTF_8));
    }

    static void writePublic(Path file, String content) throws IOException {
        writePublic(file, content.getBytes(StandardCharsets.UTF_8));
    }

    static void writePublic(Path file, byte[] content) throws IOException {
        createDirectoryOf(file);
        AtomicFiles.write(file, content);
    }

    private static void createDirectoryOf(Path file) throws IOException {
        createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory"));
    }
}
