package io.github.openflgramine.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small tars for the engine's copies into and out of a container (POSIX.1-2001 pax). */
public final class Tars {

    private Tars() {}

    /** A directory with these entries, root's and readable by all; a name with a slash at its end is a directory. */
    public static InputStream directory(String name, Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            put(tar, name + "/", new byte[0]);
            for (var entry : entries.entrySet()) {
                put(tar, name + "/" + entry.getKey(), entry.getValue());
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** The content of the first regular file in a tar, which it closes. */
    public static Optional<byte[]> firstFile(InputStream stream) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                // isFile() is true for links and devices too.
                if (entry.isFile() && !entry.isSymbolicLink() && !entry.isLink()) {
                    return Optional.of(tar.readAllBytes());
                }
            }
            return Optional.empty();
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(name.endsWith("/") ? 0755 : 0644);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
