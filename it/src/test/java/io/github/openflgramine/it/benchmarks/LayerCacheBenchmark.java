package io.github.openflgramine.it.benchmarks;

import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads an image's archive and hashes every file, with the layer in the cache and with an empty cache. */
@State(Scope.Benchmark)
public class LayerCacheBenchmark {

    private final Path archive = Path.of(System.getProperty(Benchmarks.ARCHIVE));
    private final Path full = archive.resolveSibling("full-cache");
    private final Path empty = archive.resolveSibling("empty-cache");

    @Setup
    public void fill() {
        read(full);
    }

    @Setup(Level.Invocation)
    public void empty() throws IOException {
        remove(empty);
    }

    @TearDown
    public void removeAll() throws IOException {
        remove(empty);
        remove(full);
    }

    @Benchmark
    public ImageFilesystem cold() {
        return read(empty);
    }

    @Benchmark
    public ImageFilesystem warm() {
        return read(full);
    }

    private ImageFilesystem read(Path cache) {
        try (Image image = new ImageReader().withCache(cache).readArchive(archive)) {
            return image.filesystem();
        }
    }

    private static void remove(Path cache) throws IOException {
        if (Files.exists(cache)) {
            try (Stream<Path> files = Files.list(cache)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(cache);
        }
    }
}
