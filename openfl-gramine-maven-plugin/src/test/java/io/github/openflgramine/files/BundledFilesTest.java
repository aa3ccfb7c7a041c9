package io.github.openflgramine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundledFilesTest {

    @TempDir
    private Path scratch;

    @Test
    void the_plugin_brings_its_python_and_nothing_compiled() throws IOException {
        assertThat(BundledFiles.below("io/github/openflgramine/python/image"))
                .containsKeys("actor.py", "launcher/checks/role.py", "finish/__main__.py")
                .allSatisfy((path, content) -> assertThat(path).endsWith(".py"));
    }

    @Test
    void a_jar_gives_the_same_as_a_directory() throws IOException {
        Path directory = scratch.resolve("classes");
        Path jar = scratch.resolve("x.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out)) {
            archive.putNextEntry(new ZipEntry("a/b/"));
            for (String name : List.of("a/b/2", "a/b/c/1", "a/bc/3", "a/4")) {
                Path file = directory.resolve(name);
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, name);
                archive.putNextEntry(new ZipEntry(name));
                archive.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }

        for (Path location : List.of(directory, jar)) {
            SortedMap<String, byte[]> files = BundledFiles.below(location, "a/b");
            assertThat(files).containsOnlyKeys("2", "c/1");
            assertThat(files.get("c/1")).asString().isEqualTo("a/b/c/1");
        }
    }

    @Test
    void a_directory_that_the_plugin_lacks_is_a_fault_of_its_own() {
        assertThatThrownBy(() -> BundledFiles.below("no/such/directory")).isInstanceOf(IllegalStateException.class);
    }
}
