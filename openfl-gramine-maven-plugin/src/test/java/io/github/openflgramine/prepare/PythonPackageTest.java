package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PythonPackageTest {

    @TempDir
    Path scratch;

    private final PythonPackage own;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    PythonPackageTest() throws IOException {
        own = PythonPackage.bundled();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(own.wheel()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
    }

    @Test
    void a_wheel_records_each_of_its_files_with_its_digest() throws Exception {
        String record = name("RECORD");
        StringBuilder expected = new StringBuilder();
        for (var entry : entries.entrySet()) {
            if (!entry.getKey().equals(record)) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(entry.getValue());
                expected.append(entry.getKey())
                        .append(",sha256=")
                        .append(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
                        .append(',')
                        .append(entry.getValue().length)
                        .append('\n');
            }
        }
        assertThat(text(record).lines())
                .containsExactlyInAnyOrderElementsOf(
                        (expected + record + ",,\n").lines().toList());
    }

    @Test
    void a_wheel_has_the_sources_the_licence_and_its_version() throws IOException {
        assertThat(own.fileName()).matches("openfl_gramine-[0-9.]+(\\.dev0)?-py3-none-any\\.whl");
        assertThat(text(name("METADATA")))
                .startsWith("Metadata-Version: 2.4\nName: openfl-gramine\nVersion: " + own.version() + "\n")
                .contains("License-Expression: Apache-2.0\n");
        assertThat(text(name("WHEEL"))).contains("Root-Is-Purelib: true\nTag: py3-none-any\n");
        assertThat(entries.get(name("licenses/LICENSE"))).isEqualTo(Files.readAllBytes(Path.of("../LICENSE")));
        assertThat(entries.get("openfl_gramine/model.py"))
                .isEqualTo(Files.readAllBytes(
                        Path.of("../openfl-gramine-python/src/main/python/openfl_gramine/model.py")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openfl-gramine",
                "OpenFL_Gramine   # ours",
                "openfl-gramine==VERSION",
                "openfl.gramine===VERSION"
            })
    void a_line_that_asks_for_the_plugins_package_brings_it_into_the_build(String line) throws IOException {
        PipRequirements requirements = read(line.replace("VERSION", own.version()));

        assertThat(PythonPackage.isAskedFor(requirements)).isTrue();
        assertThat(requirements.unpinned()).isEmpty();
    }

    @Test
    void a_workspace_that_does_not_ask_for_it_is_as_before() throws IOException {
        assertThat(PythonPackage.isAskedFor(read("numpy==2.3.5"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openfl-gramine==0.0.1",
                "openfl-gramine>=0.0.1",
                "openfl-gramine==VERSION,<9",
                "openfl-gramine @ https://example.org/openfl_gramine-9-py3-none-any.whl"
            })
    void another_version_or_place_is_refused_with_both(String line) {
        assertThatThrownBy(() -> read(line.replace("VERSION", own.version())))
                .isInstanceOfSatisfying(GraminizeException.class, refused -> {
                    assertThat(refused.problem())
                            .startsWith("requirements.txt line 1 asks for openfl-gramine")
                            .endsWith("plugin has   openfl-gramine==" + own.version());
                    assertThat(refused.remedy()).startsWith("Write openfl-gramine alone");
                });
    }

    @Test
    void a_hash_is_that_of_the_plugins_file() throws IOException {
        String line = "openfl-gramine==" + own.version() + " --hash=sha256:";
        assertThat(PythonPackage.isAskedFor(
                        read(line + Sha256.digest(own.wheel()).hex())))
                .isTrue();
        assertThatThrownBy(() -> read(line + "0".repeat(64)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has a hash of another file than the plugin's package " + own.fileName());
    }

    @Test
    void it_is_written_for_a_notebook() throws IOException {
        own.write(scratch.resolve("a/b"), new BuildLog(line -> {}, line -> {}));

        assertThat(scratch.resolve("a/b").resolve(own.fileName())).hasBinaryContent(own.wheel());
    }

    private PipRequirements read(String requirements) throws IOException {
        TestWorkspace workspace = TestWorkspace.in(scratch.resolve("demo"));
        workspace.file("requirements.txt", requirements + "\n");
        return PipRequirements.read(
                workspace.open(),
                new PipInstall(
                        "openfl==1.9",
                        new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        ""));
    }

    private String name(String file) {
        return "openfl_gramine-" + own.version() + ".dist-info/" + file;
    }

    private String text(String name) {
        return new String(entries.get(name), StandardCharsets.UTF_8);
    }
}
