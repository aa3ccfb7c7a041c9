package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.layers.ImageReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Archives of images, made up and damaged, in the engine ({@code docker load}, create, export) and in the plugin: both
 * have the same root file system, or the plugin refuses the archive. {@code -Dit.archives=N} sets how many are tried in
 * the long run, {@code -Dopenfl-gramine.seed=S} the first one.
 */
final class ArchivesOnEngineTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(ArchivesOnEngineTest.class);
    private static final Path REAL = Path.of("../openfl-gramine-maven-plugin/src/test/resources/image/engines");
    private static final String TAG = "openfl-gramine-it/archive:1";
    private static final int MANY = Integer.getInteger("it.archives", 12_000);
    private static final int FIRST = Integer.getInteger("openfl-gramine.seed", 0);

    /** So many cases are put into one image, because loading one takes the engine most of a second. */
    private static final int BATCH = 25;

    /** Of the archives that the plugin refuses, one in so many is loaded too, to know how many the engine accepts. */
    private static final int SAMPLE = 20;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    @AfterEach
    void removeImages() {
        Docker.remove(TAG, "fixture:1", "localhost/fixture:1");
    }

    @Test
    void the_engine_unpacks_what_the_plugin_reads() throws IOException {
        compareLayers(100);
        compareArchives(50);
    }

    @Test
    @Tag("heavy")
    void the_engine_unpacks_what_the_plugin_reads_of_thousands_of_archives() throws IOException {
        compareLayers(MANY * 5 / 6);
        compareArchives(MANY / 6);
    }

    private void compareLayers(int number) throws IOException {
        List<LayeredCase> accepted = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            LayeredCase one = LayeredCase.of(FIRST + i);
            if (isAccepted(archive(List.of(one)))) {
                accepted.add(one);
            } else {
                refused(archive(List.of(one)), i);
            }
            if (accepted.size() == BATCH || i == number - 1) {
                compare(accepted);
                accepted.clear();
            }
        }
        require(number);
    }

    private void compareArchives(int number) throws IOException {
        List<byte[]> archives = new ArrayList<>();
        for (String name : List.of("docker-20.10", "docker-26.1", "podman-4.3-docker-archive")) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(REAL.resolve(name + ".tar.gz")))) {
                archives.add(in.readAllBytes());
            }
        }
        for (int i = 0; i < number; i++) {
            byte[] real = archives.get(i % archives.size());
            byte[] archive = i < archives.size() ? real : DamagedArchive.of(real, new Random(FIRST + i));
            if (isAccepted(archive)) {
                compare(archive, List.of(), "archive " + (FIRST + i));
            } else {
                refused(archive, i);
            }
        }
        require(number);
    }

    private void require(int number) {
        System.out.println("Archives on the engine: " + counts);
        assertThat(differences).isEmpty();
        assertThat(counts.getOrDefault("accepted by both", 0)).isGreaterThan(number / 10);
    }

    private void refused(byte[] archive, int number) throws IOException {
        count("refused by the plugin");
        if (number % SAMPLE == 0) {
            count(
                    load(archive).isPresent()
                            ? "sample of those: accepted by the engine"
                            : "sample of those: refused by it");
        }
    }

    /** Compares cases in one image. If that image differs or is refused, each case is compared alone. */
    private void compare(List<LayeredCase> cases) throws IOException {
        if (cases.size() > 1) {
            byte[] archive = archive(cases);
            Optional<SortedMap<String, String>> engine = isAccepted(archive) ? load(archive) : Optional.empty();
            if (engine.isPresent()
                    && differences(engine.get(), archive, layers(cases)).isEmpty()) {
                counts.merge("accepted by both", cases.size(), Integer::sum);
                return;
            }
        }
        for (LayeredCase one : cases) {
            compare(archive(List.of(one)), layers(List.of(one)), "case " + one.number());
        }
    }

    private void compare(byte[] archive, List<byte[]> layers, String name) throws IOException {
        Optional<SortedMap<String, String>> engine = load(archive);
        if (engine.isEmpty()) {
            count("accepted by the plugin alone");
            return;
        }
        List<String> found = differences(engine.get(), archive, layers);
        count(found.isEmpty() ? "accepted by both" : "different");
        if (!found.isEmpty()) {
            Files.write(DIRECTORY.resolve(name.replace(' ', '-') + ".tar"), archive);
            differences.add(name + ": " + String.join("\n", found));
        }
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private static List<String> differences(SortedMap<String, String> engine, byte[] archive, List<byte[]> layers)
            throws IOException {
        try (Image image = new ImageReader().readArchive(new ByteArrayInputStream(archive), "archive")) {
            return EngineTree.differences(engine, EngineTree.read(image.filesystem(), layers));
        }
    }

    private static boolean isAccepted(byte[] archive) {
        try (Image image = new ImageReader().readArchive(new ByteArrayInputStream(archive), "archive")) {
            return image.config().isPresent();
        } catch (GraminizeException refused) {
            return false;
        }
    }

    private static List<byte[]> layers(List<LayeredCase> cases) {
        return IntStream.range(0, LayeredCase.LAYERS)
                .mapToObj(number -> {
                    byte[] all = new byte[0];
                    for (LayeredCase one : cases) {
                        byte[] layer = one.layers().get(number);
                        int length = all.length;
                        all = Arrays.copyOf(all, length + layer.length);
                        System.arraycopy(layer, 0, all, length, layer.length);
                    }
                    return Arrays.copyOf(all, all.length + 2 * TarBytes.BLOCK);
                })
                .toList();
    }

    private static byte[] archive(List<LayeredCase> cases) {
        List<byte[]> layers = layers(cases);
        String diffIds = layers.stream()
                .map(layer -> "\"sha256:" + Sha256.digest(layer) + "\"")
                .collect(Collectors.joining(","));
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[" + diffIds + "]}}";
        String names = IntStream.range(0, layers.size())
                .mapToObj(number -> "\"" + number + ".tar\"")
                .collect(Collectors.joining(","));
        TarBytes tar = new TarBytes();
        for (int i = 0; i < layers.size(); i++) {
            tar.file(i + ".tar", layers.get(i));
        }
        tar.file("config.json", config.getBytes(StandardCharsets.UTF_8));
        tar.file(
                "manifest.json",
                ("[{\"Config\":\"config.json\",\"RepoTags\":[\"" + TAG + "\"],\"Layers\":[" + names + "]}]")
                        .getBytes(StandardCharsets.UTF_8));
        return tar.ended();
    }

    /** Returns what a container of the archive's image has; empty if the engine refuses the archive. */
    private static Optional<SortedMap<String, String>> load(byte[] archive) throws IOException {
        Path file = Files.write(DIRECTORY.resolve("archive.tar"), archive);
        Optional<String> loaded = Docker.tried("load", "--quiet", "--input", file.toString()).stream()
                .flatMap(output -> Stream.of(output.split("\n")))
                .filter(line -> line.startsWith("Loaded image"))
                .map(line -> line.substring(line.indexOf(": ") + 2).strip())
                .reduce((first, last) -> last);
        if (loaded.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> container = Docker.tried("create", loaded.get(), "/none");
        try {
            return container.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Docker.exported(container.get().strip()));
        } finally {
            container.ifPresent(id -> Docker.run("rm", id.strip()));
            Docker.run("rmi", "--force", loaded.get());
        }
    }
}
