package io.github.openflgramine.it.benchmarks;

import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A root file system like that of an image with OpenFL and PyTorch: about 23,000 files and 1.9 GB, many small files
 * and a few very large ones. Every run creates the same bytes.
 */
final class SampleRoot {

    private static final int SMALL = 23_000;
    private static final int LIBRARIES = 60;
    private static final List<Integer> LARGE_MEGABYTES = List.of(430, 230, 140, 90);

    private static final ImagePath LIBOS = ImagePath.of("/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so");
    private static final List<ImagePath> GRAMINE =
            List.of(EnclaveSigner.LIBPAL, PalOffsets.FILE, GramineInstallation.DPKG_STATUS, LIBOS);

    private final SplittableRandom random = new SplittableRandom(20261123);
    private final byte[] noise = new byte[4 << 20];
    private final Path directory;
    private int files;
    private long bytes;

    private SampleRoot(Path directory) {
        this.directory = directory;
        random.nextBytes(noise);
    }

    /**
     * Creates the root file system.
     *
     * @param directory must not exist
     * @param vectors the root file system of the golden vectors, which contains the files of Gramine's package
     */
    static SampleRoot generate(Path directory, Path vectors) throws IOException {
        SampleRoot root = new SampleRoot(directory);
        root.copyGramine(vectors);
        for (int i = 0; i < SMALL; i++) {
            root.write(
                    "usr/lib/python3/dist-packages/package%03d/part%d/module%05d.py".formatted(i % 230, i % 7, i),
                    root.small());
        }
        for (int i = 0; i < LIBRARIES; i++) {
            root.write("usr/lib/x86_64-linux-gnu/lib%02d.so".formatted(i), root.medium());
        }
        for (int megabytes : LARGE_MEGABYTES) {
            root.write("usr/lib/python3/dist-packages/torch/lib/lib%d.so".formatted(megabytes), megabytes * 1_000_000L);
        }
        return root;
    }

    int files() {
        return files;
    }

    long bytes() {
        return bytes;
    }

    /** Returns a log-normally distributed size; half are below 6 KB, as in Python packages. */
    private long small() {
        double normal = -6;
        for (int i = 0; i < 12; i++) {
            normal += random.nextDouble();
        }
        return (long) (6_000 * Math.exp(1.5 * normal));
    }

    /** Returns a size from 1 to 40 MB; small ones are more frequent. */
    private long medium() {
        return (long) (1_000_000 * Math.pow(40, random.nextDouble()));
    }

    private void copyGramine(Path vectors) throws IOException {
        try (Image image = new ImageReader().read(vectors)) {
            for (ImagePath path : GRAMINE) {
                byte[] content = image.filesystem().content(path).orElseThrow();
                Files.write(file(path.value().substring(1)), content);
                count(content.length);
            }
        }
    }

    private void write(String name, long size) throws IOException {
        try (OutputStream out = Files.newOutputStream(file(name))) {
            for (long left = size; left > 0; ) {
                int from = random.nextInt(noise.length);
                int length = (int) Math.min(left, noise.length - from);
                out.write(noise, from, length);
                left -= length;
            }
        }
        count(size);
    }

    private Path file(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }

    private void count(long size) {
        files++;
        bytes += size;
    }
}
