package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Builds that run at the same time or were killed, and bases that forge the list of files. */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class BuildsAtOnceTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(BuildsAtOnceTest.class);
    private static final String NAME = "at-once-it";
    private static final String IMAGE = NAME + ":1.0.0-SNAPSHOT";
    private static Path workspace = Path.of("");

    @BeforeAll
    static void workspace_and_key() throws Exception {
        workspace = MavenBuild.generate(DIRECTORY, NAME, "numpy");
        new KeyFiles(DIRECTORY).signing();
    }

    @AfterAll
    static void remove_images() {
        Docker.remove(IMAGE, IMAGE + "-first");
    }

    @Test
    @Order(1)
    void one_of_two_builds_of_one_name_gets_it_and_has_signed_its_own_files() throws IOException {
        WorkspaceCopy one = copy("one = 1\n");
        WorkspaceCopy two = copy("two = 2\n");

        CompletableFuture<MavenResult> first = CompletableFuture.supplyAsync(() -> build(one, "package"));
        MavenResult second = build(two, "package");

        MavenResult other = first.join();
        List<MavenResult> results = List.of(other, second);
        assertThat(results).filteredOn(result -> result.exitCode() == 0).hasSize(1);
        results.stream().filter(result -> result.exitCode() != 0).forEach(refused -> {
            refused.assertFailure("finish", "Another build has given the name " + IMAGE + " to its own image");
            assertThat(refused.text()).contains("openfl.imageTag");
        });
        WorkspaceCopy winner = second.exitCode() == 0 ? two : one;
        assertThat(inImage("cat", "/workspace/src/own.py"))
                .containsExactly(
                        Files.readString(winner.root().resolve("src/own.py")).strip());
        assertThat(inImage("cat", "/opt/openfl-gramine/aggregator.manifest"))
                .isEqualTo(Files.readAllLines(winner.root().resolve("target/openfl-gramine/aggregator.manifest.sgx")));
        assertThat(names()).containsExactlyInAnyOrder(IMAGE, IMAGE + "-first");
    }

    @Test
    @Order(2)
    void a_build_in_a_workspace_that_is_being_built_is_refused() throws IOException {
        WorkspaceCopy copy = copy("three = 3\n");
        Path lock = Files.createDirectories(copy.root().resolve("target/openfl-gramine"))
                .resolve(".lock");
        Process holder = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import fcntl, sys; file = open(sys.argv[1], 'w'); fcntl.lockf(file, fcntl.LOCK_EX); print('held', flush=True);"
                                + " sys.stdin.read()",
                        lock.toString())
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            build(copy, "package")
                    .assertFailure("prepare", "Another build of this workspace is running: it holds " + lock);
        } finally {
            holder.destroy();
        }
    }

    @Test
    @Order(3)
    void nothing_is_left_of_a_killed_build_after_the_next_one_and_an_unchanged_image_keeps_its_id() throws IOException {
        WorkspaceCopy copy = copy("four = 4\n");
        build(copy, "package").assertSuccess();
        String id = Docker.id(IMAGE);
        // The names that a build killed two days ago has left.
        String old = "-" + "%08x".formatted(System.currentTimeMillis() / 1000 - 172_800) + "00001";
        Docker.run("tag", IMAGE, IMAGE + "-build" + old);
        Docker.run("tag", IMAGE + "-first", IMAGE + "-first" + old);

        build(copy, "package").assertSuccess();

        assertThat(names()).containsExactlyInAnyOrder(IMAGE, IMAGE + "-first");
        assertThat(Docker.id(IMAGE)).isEqualTo(id);
        assertThat(Docker.run(
                        "images",
                        "--quiet",
                        "--filter",
                        "dangling=true",
                        "--filter",
                        "label=io.github.openfl-gramine.workspace=" + NAME))
                .isEmpty();
    }

    @Test
    @Order(4)
    void a_build_that_is_killed_while_it_saves_leaves_no_archive_and_the_next_one_writes_it_whole() throws Exception {
        WorkspaceCopy copy = copy("four = 4\n");
        Path target = copy.root().resolve("target");
        List<String> command = new ArrayList<>(MavenBuild.command());
        command.addAll(List.of(
                "--batch-mode",
                "-Dgramine.baseImage=" + MavenBuild.setting("it.baseImage"),
                "-Dgramine.buildNetwork=host",
                "-Dgramine.signingKey=" + DIRECTORY.resolve("good.pem"),
                "install"));
        ProcessBuilder maven = new ProcessBuilder(command)
                .directory(copy.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve("killed.log").toFile());
        maven.environment().putAll(MavenBuild.surroundings());
        Process process = maven.start();
        File unfinished = target.resolve("unfinished-" + NAME + ".tar.gz").toFile();
        Waiting.until(() -> unfinished.length() > 0);
        process.destroyForcibly().waitFor();
        assertThat(target.resolve(NAME + ".tar.gz")).doesNotExist();

        build(copy, "install").assertSuccess();

        assertThat(unfinished).doesNotExist();
        assertThat(CommandLine.run("sh", "-c", "cd \"$0\" && sha256sum --check *.sha256", target))
                .contains(NAME + ".tar.gz: OK");
        assertThat(build(copy, "install").text()).contains("Kept " + target.resolve(NAME + ".tar.gz"));
        assertThat(names()).containsExactlyInAnyOrder(IMAGE, IMAGE + "-first");
    }

    @Test
    @Order(5)
    void a_list_of_files_that_its_own_build_has_forged_is_not_signed() throws IOException {
        WorkspaceCopy copy = copy("five = 5\n")
                .with(
                        "gramine/Dockerfile",
                        CustomisedImageTest.resource("prepare/Dockerfile")
                                // The script that makes the list lies about one file.
                                + "RUN sed -i 's/sha256.hex().encode())/b\"1\" * 64 if name == b\"own.py\" else sha256.hex().encode())/'"
                                + " /opt/openfl-gramine/filelist.py\n");

        MavenResult result = build(copy, "package");
        result.assertFailure(
                "graminize",
                "The file list of " + IMAGE + "-first (/opt/openfl-gramine/files.mtree) differs from its files");
        assertThat(result.text()).contains("SHA-256 of /workspace/src/own.py:").contains("list  " + "1".repeat(64));
        assertThat(names()).containsExactlyInAnyOrder(IMAGE, IMAGE + "-first");
    }

    private static WorkspaceCopy copy(String code) throws IOException {
        return WorkspaceCopy.of(workspace, DIRECTORY).with("src/own.py", code);
    }

    private static MavenResult build(WorkspaceCopy copy, String goal) {
        return MavenBuild.in(copy.root())
                .with("gramine.signingKey", DIRECTORY.resolve("good.pem").toString())
                .run(goal);
    }

    private static List<String> inImage(String program, String argument) {
        return Docker.run("run", "--rm", "--network", "none", "--entrypoint", program, IMAGE, argument);
    }

    private static List<String> names() {
        return Docker.run("images", "--format", "{{.Repository}}:{{.Tag}}", NAME);
    }
}
