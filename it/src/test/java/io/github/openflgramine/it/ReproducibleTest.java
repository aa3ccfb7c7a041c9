package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Builds the same workspace twice without a cache, in different directories and environments, with its lock file. */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReproducibleTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(ReproducibleTest.class);
    private static final Path WORKSPACE = DIRECTORY.resolve("repeated-it");
    private static final Path WHEELS = DIRECTORY.resolve("wheels");
    private static final String IMAGE = "repeated-it:1.0.0-SNAPSHOT";

    @BeforeAll
    static void workspace_wheels_and_key() throws Exception {
        MavenBuild.generate(DIRECTORY, "repeated-it", "numpy");
        Files.writeString(WORKSPACE.resolve("requirements.txt"), "openfl-gramine\ntinywheel\n");
        Files.createDirectory(WHEELS);
        Wheels.write(WHEELS, "tinywheel", "1.0");
        new KeyFiles(DIRECTORY).signing();
    }

    @AfterAll
    static void remove_images() {
        Docker.remove(IMAGE, IMAGE + "-first");
    }

    @Test
    @Order(1)
    void without_a_lock_file_a_locked_build_says_how_to_get_one() throws IOException {
        WorkspaceCopy copy = WorkspaceCopy.of(WORKSPACE, DIRECTORY);
        copy.run(locked(copy.root()), "package")
                .assertFailure("check", "has no gramine/lock.json", "mvn openfl-gramine:lock");
    }

    @Test
    @Order(2)
    void the_goal_lock_writes_what_the_image_is_made_of() throws IOException {
        MavenResult result = maven(WORKSPACE).run("openfl-gramine:lock");
        result.assertSuccess();

        assertThat(WORKSPACE.resolve("gramine/lock.json"))
                .content()
                .contains("\"base_image\"", "\"libpal_sha256\"", "\"python3-minimal:amd64\"", "\"openfl\"")
                .containsPattern("\"tinywheel\": \\{\\s+\"version\": \"1.0\",\\s+\"wheel_sha256\": \"[0-9a-f]{64}\"");
    }

    @Test
    @Order(3)
    void two_builds_from_nothing_give_the_same_bytes() throws IOException {
        Path one = WorkspaceCopy.of(WORKSPACE, DIRECTORY).root();
        locked(one).run("package").assertSuccess();
        Path two = WorkspaceCopy.of(WORKSPACE, DIRECTORY).root();
        locked(two)
                .launchedBy("env TZ=Asia/Tokyo LC_ALL=C.UTF-8 LANGUAGE=tr sh -c 'umask 077; exec \"$0\" \"$@\"'")
                .run("package")
                .assertSuccess();

        assertSameBytes(one, two, "target/repeated-it.zip");
        for (String role : List.of("aggregator", "collaborator")) {
            assertSameLines(one, two, "target/openfl-gramine/" + role + ".manifest.sgx");
            assertSameBytes(one, two, "target/openfl-gramine/" + role + ".sig");
        }
    }

    @Test
    @Order(4)
    void another_wheel_of_the_same_version_is_not_installed() throws IOException {
        WorkspaceCopy copy = WorkspaceCopy.of(WORKSPACE, DIRECTORY);
        Wheels.write(WHEELS, "tinywheel", "1.0", "EVIL = True\n");

        MavenResult result = copy.run(locked(copy.root()), "package");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text())
                .contains("DO NOT MATCH THE HASHES")
                .contains("pip could not install what gramine/lock.json has");
    }

    @Test
    @Order(5)
    void a_package_beside_those_of_the_lock_is_refused() throws IOException {
        WorkspaceCopy copy =
                WorkspaceCopy.of(WORKSPACE, DIRECTORY).with("requirements.txt", "openfl-gramine\ntinywheel\nanother\n");
        Wheels.write(WHEELS, "tinywheel", "1.0");
        Wheels.write(WHEELS, "another", "3.0");

        MavenResult result = copy.run(locked(copy.root()), "package");

        result.assertFailure("graminize", "differs from gramine/lock.json");
        assertThat(result.output())
                .containsSubsequence(
                        "[ERROR]     python_packages.another.version",
                        "[ERROR]         lock   none",
                        "[ERROR]         image  3.0");
    }

    private static MavenBuild maven(Path directory) {
        return MavenBuild.in(directory)
                .with("gramine.signingKey", DIRECTORY.resolve("good.pem").toString())
                .with("gramine.wheelhouse", WHEELS.toString())
                .with("project.build.outputTimestamp", "2026-11-23T00:00:00Z");
    }

    private static MavenBuild locked(Path directory) {
        return maven(directory).with("gramine.locked", "true").with("gramine.rebuild", "true");
    }

    private static void assertSameBytes(Path one, Path two, String file) {
        assertThat(one.resolve(file)).hasSameBinaryContentAs(two.resolve(file));
    }

    /** Compares line by line, because the first different line of a manifest names the file. */
    private static void assertSameLines(Path one, Path two, String file) throws IOException {
        List<String> first = Files.readAllLines(one.resolve(file));
        List<String> second = Files.readAllLines(two.resolve(file));
        assertThat(IntStream.range(0, Math.min(first.size(), second.size()))
                        .filter(line -> !first.get(line).equals(second.get(line)))
                        .mapToObj(line -> first.get(line) + "\n" + second.get(line))
                        .findFirst())
                .as("the first line of %s that differs", file)
                .isEmpty();
        assertSameBytes(one, two, file);
    }
}
