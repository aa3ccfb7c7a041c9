package io.github.openflgramine.it.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes an image's archive with one layer in the layout of {@code docker save}. */
final class SampleArchive {

    private SampleArchive() {}

    static void write(Path archive, Path layer) throws IOException {
        String config =
                "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
                        + digest(layer) + "\"]}}";
        try (OutputStream out = Files.newOutputStream(archive);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            put(tar, "config.json", config);
            put(
                    tar,
                    "manifest.json",
                    "[{\"Config\":\"config.json\",\"RepoTags\":[\"sample:1\"],\"Layers\":[\"layer.tar\"]}]");
            TarArchiveEntry entry = new TarArchiveEntry("layer.tar");
            entry.setSize(Files.size(layer));
            tar.putArchiveEntry(entry);
            Files.copy(layer, tar);
            tar.closeArchiveEntry();
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, String content) throws IOException {
        byte[] bytes = content.getBytes(UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    private static Sha256 digest(Path file) throws IOException {
        MessageDigest digest = Sha256.newMessageDigest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return Sha256.of(digest.digest());
    }
}
