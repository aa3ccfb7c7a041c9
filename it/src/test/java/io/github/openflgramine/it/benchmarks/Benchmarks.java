package io.github.openflgramine.it.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Measures the promised speed and prints ratios with a description of the machine. Started by it/benchmarks/run. */
public final class Benchmarks {

    static final String VECTORS = "benchmarks.vectors";
    static final String ARCHIVE = "benchmarks.archive";

    private static final int ROUNDS = Integer.getInteger("benchmarks.rounds", 7);
    private static final int JMH_ROUNDS = Math.min(3, ROUNDS);

    private final Path work;
    private final Path vectors = Path.of(System.getProperty(VECTORS));
    private final SigningCommands signing;

    private Benchmarks(Path work) throws IOException {
        this.work = work;
        this.signing = new SigningCommands(work, vectors.resolve("signing-key.pem"));
    }

    /** @param arguments an empty directory on a disk with 6 GB of free space */
    public static void main(String[] arguments) throws Exception {
        new Benchmarks(Path.of(arguments[0])).run();
    }

    private void run() throws Exception {
        say(Machine.describe());
        Path directory = work.resolve("root");
        Path tar = work.resolve("root.tar");
        Path archive = work.resolve("image.tar");
        SampleRoot sample = SampleRoot.generate(directory, vectors.resolve("rootfs.tar"));
        say("Sample: %,d files, %.2f GB; in the page cache".formatted(sample.files(), sample.bytes() / 1e9));

        measurement();
        signDirectory(directory);
        new Command(work, "tar", "-C", directory.toString(), "-cf", tar.toString(), ".").run();
        remove(directory);
        signTar(tar);
        SampleArchive.write(archive, tar);
        Files.delete(tar);
        layerCache(archive);
    }

    private void measurement() throws Exception {
        say("\nMRENCLAVE of 16G and 512 threads against the JDK's SHA-256 of as many bytes");
        String property = "-D" + VECTORS + "=" + vectors;
        Map<String, Series> series = new Comparison()
                .way("MRENCLAVE", new JmhRun(MeasurementBenchmark.class, "mrenclave", property))
                .way("SHA-256", new JmhRun(MeasurementBenchmark.class, "sha256OfAsManyBytes", property))
                .run(JMH_ROUNDS);
        show(series, "SHA-256", way -> 1.2);
    }

    private void signDirectory(Path directory) throws Exception {
        say("\nsign-manifest over the directory against openssl dgst -sha256 of its files");
        show(
                new Comparison()
                        .way("4G, 64 threads", signing.java("4G", 64, directory))
                        .way("4G, with options", signing.javaWithOptions("4G", 64, directory))
                        .way("16G, 512 threads", signing.java("16G", 512, directory))
                        .way("16G, with options", signing.javaWithOptions("16G", 512, directory))
                        .way("4G, jar", signing.jar("4G", 64, directory))
                        .way("16G, jar", signing.jar("16G", 512, directory))
                        .way("4G, mvn", signing.maven("4G", 64, directory))
                        .way("4G, mvn, options", signing.mavenWithOptions("4G", 64, directory))
                        .way("16G, mvn, options", signing.mavenWithOptions("16G", 512, directory))
                        .way(
                                "openssl",
                                new Command(
                                        work, "sh", "-c", "find root -type f -print0 | xargs -0 openssl dgst -sha256"))
                        .run(ROUNDS),
                "openssl",
                Benchmarks::signingAim);
    }

    private void signTar(Path tar) throws Exception {
        say("\nsign-manifest over the tar against openssl dgst -sha256 of it");
        show(
                new Comparison()
                        .way("4G, 64 threads", signing.java("4G", 64, tar))
                        .way("4G, with options", signing.javaWithOptions("4G", 64, tar))
                        .way("16G, 512 threads", signing.java("16G", 512, tar))
                        .way("16G, with options", signing.javaWithOptions("16G", 512, tar))
                        .way("4G, jar", signing.jar("4G", 64, tar))
                        .way("16G, jar", signing.jar("16G", 512, tar))
                        .way("openssl", new Command(work, "openssl", "dgst", "-sha256", tar.toString()))
                        .run(ROUNDS),
                "openssl",
                Benchmarks::signingAim);
        signing.requireSameSignatures();
    }

    private static void layerCache(Path archive) throws Exception {
        say("\nAn image's archive read with its layer in the cache against an empty cache");
        String property = "-D" + ARCHIVE + "=" + archive;
        show(
                new Comparison()
                        .way("known layer", new JmhRun(LayerCacheBenchmark.class, "warm", property))
                        .way("unknown layer", new JmhRun(LayerCacheBenchmark.class, "cold", property))
                        .run(JMH_ROUNDS),
                "unknown layer",
                way -> 1.0);
    }

    private static void show(Map<String, Series> all, String reference, ToDoubleFunction<String> aims) {
        all.forEach((name, series) -> say("    %-18s  %s s".formatted(name, series)));
        all.forEach((name, series) -> {
            if (!name.equals(reference)) {
                Series ratio = series.per(all.get(reference));
                double aim = aims.applyAsDouble(name);
                say("    %-18s  %s of %s, aim %s%s"
                        .formatted(name, ratio, reference, aim, ratio.median() <= aim ? "" : " MISSED"));
            }
        });
    }

    /** Returns the aim for a way to sign, as a ratio to one core's SHA-256 of the same bytes. */
    private static double signingAim(String way) {
        if (way.contains("mvn")) {
            return 1.6;
        }
        return way.equals("16G, jar") ? 1.2 : 1.0;
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> below = Files.walk(directory)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
