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

/** Files beside private keys: directories 0700, keys 0600 from their first byte on, the rest 0644; whole or not there. */
final class OwnerOnlyFiles {

    static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private OwnerOnlyFiles() {}

    /** Makes the directories that are missing; those that are there keep the mode that somebody gave them. */
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
