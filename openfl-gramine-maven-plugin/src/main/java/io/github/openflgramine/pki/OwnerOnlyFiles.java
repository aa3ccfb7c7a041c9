package io.github.openflgramine.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");
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

    static void write(Path file, String content, Set<PosixFilePermission> mode) throws IOException {
        Path directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a directory");
        createDirectories(directory);
        Path beside = Files.createTempFile(
                directory, "." + file.getFileName(), ".tmp", PosixFilePermissions.asFileAttribute(PRIVATE));
        try {
            Files.writeString(beside, content, StandardCharsets.UTF_8);
            Files.setPosixFilePermissions(beside, mode);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
