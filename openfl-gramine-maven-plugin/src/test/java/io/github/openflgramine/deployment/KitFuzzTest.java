package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Fuzz;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Fuzzes kits, and compares what was read of them with what tar programs unpack. */
final class KitFuzzTest extends DeploymentFixture {

    private static final List<List<String>> PROGRAMS = List.of(
            List.of("tar", "--extract", "--file"),
            List.of("python3", "-c", "import sys, tarfile; tarfile.open(sys.argv[1]).extractall()"));

    @Test
    void only_the_released_bytes_are_as_released() throws IOException {
        deploy(Optional.empty(), key());
        List<byte[]> released =
                List.of(Files.readAllBytes(kit("flowers-north")), Files.readAllBytes(kit("flowers-aggregator")));
        Fuzz.fuzz("kit", released, 1, (bytes, hostile) -> {
            byte[] tar = hostile.onceIn(4) ? bytes : KitBytes.withChecksums(bytes);
            Path file = Files.write(directory.resolve("fuzzed.tar"), tar);
            KitCheck.check(file, publicKey());
            assertThat(released).contains(tar);
        });
    }

    @Test
    void what_is_accepted_without_a_key_is_unpacked_as_it_was_read() throws IOException {
        deploy(Optional.empty(), Optional.empty());
        Fuzz.fuzz("unsigned-kit", List.of(Files.readAllBytes(kit("flowers-north"))), 1, (bytes, hostile) -> {
            byte[] tar = hostile.onceIn(4) ? bytes : KitBytes.withChecksums(bytes);
            Path file = Files.write(directory.resolve("fuzzed.tar"), tar);
            KitCheck.check(file, null);
            assertUnpackedAsRead(file);
        });
    }

    @Test
    void kits_with_difficult_names_are_unpacked_as_they_were_read() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 12; i++) {
            Path file = directory.resolve("kit.tar");
            Files.write(file, kitWithDifficultNames(random));

            assertThat(KitCheck.check(file, null)).containsEntry("verdict", "whole");
            assertUnpackedAsRead(file);
        }
    }

    private static byte[] kitWithDifficultNames(Random random) throws IOException {
        List<String> parts =
                List.of("a b", "-x", "'", "\"", "$(id)", "größe", "日本", "n".repeat(150), "*", "x.tar.gz", "#");
        SortedMap<String, Content> files = new TreeMap<>();
        SortedMap<String, KitFile> read = new TreeMap<>();
        for (int i = 0; i < 6; i++) {
            String path =
                    "f" + i + parts.get(random.nextInt(parts.size())) + "/" + parts.get(random.nextInt(parts.size()));
            byte[] content = new byte[random.nextInt(1200)];
            random.nextBytes(content);
            files.put(path, Content.of(content));
        }
        files.put("empty " + parts.get(random.nextInt(parts.size())) + "/", Content.of(""));
        files.put(KitList.FILE, Content.of(KitList.of("kit", files.keySet())));
        for (var file : files.entrySet()) {
            if (!file.getKey().endsWith("/")) {
                read.put(file.getKey(), KitFile.read(file.getValue().open()));
            }
        }
        files.put(KitChecksums.FILE, Content.of(KitChecksums.of(read)));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        new Kit("kit", files).writeTar(tar);
        return tar.toByteArray();
    }

    /** Unpacks with each program, and compares names, kinds, modes and contents. */
    private void assertUnpackedAsRead(Path file) throws Exception {
        ReceivedKit kit = KitReader.read(file, file.toString());
        for (List<String> program : PROGRAMS) {
            Path place = Files.createTempDirectory(directory, "place");
            List<String> command = new ArrayList<>(program);
            command.add(file.toString());
            run(place, command.toArray(String[]::new));
            SortedMap<String, String> expected = new TreeMap<>();
            kit.files()
                    .forEach((path, content) ->
                            expected.put(path, content.sha256().hex()));
            kit.kept()
                    .forEach((path, content) ->
                            expected.put(path, Sha256.digest(content).hex()));
            SortedMap<String, String> found = new TreeMap<>();
            Path top = place.resolve(kit.name());
            try (Stream<Path> all = Files.walk(place)) {
                for (Path path : all.filter(each -> !Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
                        .toList()) {
                    assertThat(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                            .as(path.toString())
                            .isTrue();
                    String name = top.relativize(path).toString();
                    found.put(name, Sha256.digest(path).hex());
                    assertThat(Files.isExecutable(path)).as(name).isEqualTo(Kit.isExecutable(name));
                }
            }
            assertThat(found).as(program.get(0)).isEqualTo(expected);
            for (String name : kit.directories()) {
                assertThat(top.resolve(name)).isDirectory();
            }
        }
    }
}
