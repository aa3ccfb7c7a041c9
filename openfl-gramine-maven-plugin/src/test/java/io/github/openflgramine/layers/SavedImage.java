package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.product.ImageLabels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** The files of a directory as an image with one layer, in the form of {@code docker save}. */
public final class SavedImage {

    private static final String SIGNED = """
            {"architecture": "amd64", "os": "linux", "config": {"Labels": {"%s": "true"}}}
            """.formatted(ImageLabels.SIGNED);

    private final byte[] archive;
    private final Sha256 id;
    private final List<Sha256> diffIds;

    private SavedImage(byte[] archive, Sha256 id, List<Sha256> diffIds) {
        this.archive = archive;
        this.id = id;
        this.diffIds = diffIds;
    }

    public byte[] archive() {
        return archive.clone();
    }

    public Sha256 id() {
        return id;
    }

    public List<Sha256> diffIds() {
        return diffIds;
    }

    /** Adds the image to an engine, which can save it. */
    public void addTo(FakeEngine engine, String name) {
        engine.withLayers(name, id.prefixed(), diffIds);
        engine.saved.put(name, archive);
    }

    /** Returns an image of one layer, labelled as signed. */
    public static SavedImage of(Path directory, String tag) {
        return of(List.of(layer(directory)), SIGNED, tag);
    }

    /**
     * Returns an image with these layers, lowest first.
     *
     * @param configuration the configuration's properties without {@code rootfs}, as JSON
     */
    public static SavedImage of(List<byte[]> layers, String configuration, String tag) {
        List<Sha256> diffIds = layers.stream().map(Sha256::digest).toList();
        String listed =
                diffIds.stream().map(digest -> "\"" + digest.prefixed() + "\"").collect(Collectors.joining(", "));
        byte[] config = (configuration.substring(0, configuration.lastIndexOf('}'))
                        + ", \"rootfs\": {\"type\": \"layers\", \"diff_ids\": [" + listed + "]}}")
                .getBytes(StandardCharsets.UTF_8);
        Sha256 id = Sha256.digest(config);
        String names = IntStream.range(0, layers.size())
                .mapToObj(number -> "\"" + number + ".tar\"")
                .collect(Collectors.joining(", "));
        byte[] manifest = """
                [{"Config": "%s.json", "RepoTags": ["%s"], "Layers": [%s]}]
                """.formatted(id, tag, names).getBytes(StandardCharsets.UTF_8);
        return new SavedImage(
                tar(archive -> {
                    for (int number = 0; number < layers.size(); number++) {
                        put(archive, number + ".tar", layers.get(number));
                    }
                    put(archive, id + ".json", config);
                    put(archive, "manifest.json", manifest);
                }),
                id,
                diffIds);
    }

    /** Returns the files of a directory as a layer. */
    public static byte[] layer(Path directory) {
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
