package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock file for an image with two packages, and the images that it refuses. */
final class LockTest {

    private static final String BASE = "debian:bookworm-slim";
    private static final String SITE = "/usr/lib/python3.11/site-packages/";
    private static final String WHEEL = "ab".repeat(32);

    @TempDir
    Path scratch;

    private final FakeEngine engine = new FakeEngine();
    private final List<String> lines = new ArrayList<>();
    private final Lock lock = new Lock(engine, new BuildLog(lines::add, lines::add));
    private TestImage image;
    private Path workspace;

    @BeforeEach
    void build() {
        workspace = scratch.resolve("demo");
        base(TestIds.id("0"));
        image = TestImage.withPython(scratch.resolve("image"), "/usr")
                .file("/var/lib/dpkg/status", """
                        Package: gramine
                        Status: install ok installed
                        Architecture: amd64
                        Version: 1.9

                        """)
                .file("/var/lib/dpkg/info/gramine.list", "/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so\n")
                .file(SITE + "Open_FL-1.9.dist-info/METADATA", "Name: Open_FL\nVersion: 1.9\n")
                .file(SITE + "Open_FL-1.9.dist-info/RECORD", "openfl/__init__.py,,\n")
                .file("/opt/openfl-gramine/wheels.json", "{\"open-fl\": \"" + WHEEL + "\"}");
    }

    @Test
    void it_names_base_packages_and_pal_with_their_hashes() throws IOException {
        JsonNode result = ResultSchema.printed("lock", lock.write(request()).summary());

        assertThat(result.get("packages").asInt()).isEqualTo(2);
        assertThat(result.get("changes")).isEmpty();
        JsonNode file = new ObjectMapper()
                .readTree(workspace.resolve("gramine/lock.json").toFile());
        assertThat(file.at("/base_image/name").asText()).isEqualTo(BASE);
        assertThat(file.at("/base_image/id").asText()).isEqualTo(TestIds.id("0"));
        assertThat(file.at("/base_image/digest").asText()).isEqualTo("debian@" + TestIds.id("1"));
        assertThat(file.at("/gramine").asText()).isEqualTo("1.9");
        assertThat(file.at("/libpal_sha256").asText()).hasSize(64);
        assertThat(file.at("/debian_packages/gramine:amd64/version").asText()).isEqualTo("1.9");
        assertThat(file.at("/debian_packages/gramine:amd64/files_sha256").asText())
                .hasSize(64);
        assertThat(file.at("/python_packages/open-fl/wheel_sha256").asText()).isEqualTo(WHEEL);
        assertThat(lines).anyMatch(line -> line.startsWith("Locked: 2 packages"));
    }

    @Test
    void the_same_image_passes_and_its_wheels_are_asked_for_by_their_hashes() throws IOException {
        lock.write(request());

        lock.check(request());

        assertThat(lines).last().asString().contains("the same");
        assertThat(ImageLock.require(workspace).requirements()).isEqualTo("open-fl==1.9 --hash=sha256:" + WHEEL + "\n");
    }

    @Test
    void another_base_is_refused_with_both_ids() throws IOException {
        lock.write(request());
        base(TestIds.id("9"));

        assertRefused().hasMessageContaining("base_image.id").hasMessageContaining("""
                        lock   %s
                        image  %s
                """.formatted(
                        TestIds.id("0"), TestIds.id("9"))
                .indent(0));
    }

    @Test
    void a_package_whose_files_changed_one_more_and_one_less_are_refused() throws IOException {
        lock.write(request());
        image.file(SITE + "openfl/__init__.py", "openfl, but not the same")
                .file(SITE + "more-2.dist-info/METADATA", "Name: more\nVersion: 2\n")
                .file("/var/lib/dpkg/status", "Package: gramine\nStatus: install ok installed\nVersion: 1.9\n");

        assertRefused()
                .hasMessageContaining("python_packages.open-fl.files_sha256")
                .hasMessageContaining("python_packages.more.version")
                .hasMessageContaining("debian_packages.gramine:amd64.version")
                .hasMessageContaining("mvn openfl-gramine:lock");
    }

    @Test
    void another_name_or_digest_of_the_same_base_is_no_difference() throws IOException {
        lock.write(request());
        engine.withPushedImage("mirror.example.org/debian", TestIds.id("0"), List.of(), Instant.EPOCH, Map.of());

        lock.check(new Lock.Request(
                workspace,
                "mirror.example.org/debian",
                "demo:1.0-first",
                request().image()));
    }

    @Test
    void writing_it_again_tells_what_changed() throws IOException {
        lock.write(request());
        base(TestIds.id("9"));
        lock.write(request());

        assertThat(lines).contains("    base_image.id: %s, now %s".formatted(TestIds.id("0"), TestIds.id("9")));
    }

    @Test
    void without_a_lock_file_or_with_another_kind_of_file_it_is_asked_for() throws IOException {
        assertRefused()
                .hasMessageContaining("has no gramine/lock.json")
                .hasMessageContaining("mvn openfl-gramine:lock");

        Files.createDirectories(workspace.resolve("gramine"));
        Files.writeString(workspace.resolve("gramine/lock.json"), "[]");
        assertRefused().hasMessageContaining("gramine/lock.json is not a lock file");
    }

    @Test
    void a_base_that_the_engine_does_not_keep_has_to_be_pulled() throws IOException {
        lock.write(request());
        engine.removeImage(BASE);

        assertRefused().hasMessageContaining("docker pull " + BASE);
    }

    private void base(String id) {
        engine.withPushedImage(BASE, id, List.of("debian@" + TestIds.id("1")), Instant.EPOCH, Map.of());
    }

    private Lock.Request request() {
        return new Lock.Request(
                workspace, BASE, "demo:1.0-first", () -> new BuiltImage(TestIds.image("5"), image.image()));
    }

    private AbstractThrowableAssert<?, ?> assertRefused() {
        return assertThatThrownBy(() -> lock.check(request())).isInstanceOf(GraminizeException.class);
    }
}
