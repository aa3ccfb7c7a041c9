package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cache of images read before: the table of an image's files by its layers, and contents of small files by their
 * digest. A damaged entry counts as missing. Two builds may use the cache at once.
 */
public final class ImageCache {

    /** Each build after a change stores a table of some megabytes. */
    private static final int MOST_TABLES = 16;

    private static final String TABLE = ".layer";

    private final Path directory;
    private final LayerCache tables;

    public ImageCache(Path directory) {
        this.directory = directory;
        this.tables = new LayerCache(directory);
    }

    /**
     * Returns a table.
     *
     * @param diffIds the layers' digests as the engine writes them, lowest first; equal layers contain equal files
     * @param hashed whether the files were hashed here; otherwise the table is the image's own list
     */
    Optional<List<LayerEntry>> table(List<Sha256> diffIds, boolean hashed) {
        return tables.find(key(diffIds, hashed));
    }

    void store(List<Sha256> diffIds, boolean hashed, List<LayerEntry> entries) {
        tables.store(key(diffIds, hashed), entries);
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> older = files.filter(file -> file.toString().endsWith(TABLE))
                    .sorted(Comparator.comparing((Path file) -> file.toFile().lastModified())
                            .reversed())
                    .skip(MOST_TABLES)
                    .toList();
            for (Path file : older) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            return;
        }
    }

    Optional<byte[]> content(Sha256 digest) {
        try {
            return Optional.of(Files.readAllBytes(file(digest)))
                    .filter(content -> Sha256.digest(content).equals(digest));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void store(Sha256 digest, byte[] content) {
        LayerCache.write(file(digest), content);
    }

    private Path file(Sha256 digest) {
        return directory.resolve(digest.hex() + ".content");
    }

    /** The words before the digests keep tables apart that rest on different evidence. */
    private static Sha256 key(List<Sha256> diffIds, boolean hashed) {
        String evidence = hashed ? "hashed " : "listed ";
        return Sha256.digest(diffIds.stream()
                .map(Sha256::prefixed)
                .collect(Collectors.joining(" ", evidence, ""))
                .getBytes(StandardCharsets.US_ASCII));
    }
}
