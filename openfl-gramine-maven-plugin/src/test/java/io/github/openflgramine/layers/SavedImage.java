package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.product.ImageLabels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files of a directory as an image with one layer, in the form of {@code docker save}. */
public final class SavedImage {

    private final byte[] archive;
    private final Sha256 id;

    private SavedImage(byte[] archive, Sha256 id) {
        this.archive = archive;
        this.id = id;
    }

    public byte[] archive() {
        return archive.clone();
    }

    public Sha256 id() {
        return id;
    }

    public static SavedImage of(Path directory, String tag) {
        byte[] layer = layer(directory);
        byte[] config = """
                {"architecture": "amd64", "os": "linux", "config": {"Labels": {"%s": "true"}},
                 "rootfs": {"type": "layers", "diff_ids": ["sha256:%s"]}}
                """.formatted(ImageLabels.SIGNED, Sha256.digest(layer)).getBytes(StandardCharsets.UTF_8);
        Sha256 id = Sha256.digest(config);
        byte[] manifest = """
                [{"Config": "%s.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]}]
                """.formatted(id, tag).getBytes(StandardCharsets.UTF_8);
        return new SavedImage(
                tar(archive -> {
                    put(archive, "layer.tar", layer);
                    put(archive, id + ".json", config);
                    put(archive, "manifest.json", manifest);
                }),
                id);
    }

    private static byte[] layer(Path directory) {
        return tar(archive -> {
            try (Stream<Path> files = Files.walk(directory)) {
                List<Path> sorted = files.filter(Files::isRegularFile).sorted().toList();
                for (Path file : sorted) {
                    put(archive, directory.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        });
    }

    private interface Content {
        void writeTo(TarArchiveOutputStream archive) throws IOException;
    }

    private static byte[] tar(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream archive = new TarArchiveOutputStream(bytes)) {
            archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            content.writeTo(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void put(TarArchiveOutputStream archive, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        entry.setUserName("");
        archive.putArchiveEntry(entry);
        archive.write(content);
        archive.closeArchiveEntry();
    }
}
