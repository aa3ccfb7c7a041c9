package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Follows the manual's chapter on attested federations word by word, with the stand-in: the authority builds, aggregator and
 * hospital are on hosts with their own name, address and engine, and a machine gets only the files that the chapter sends to it.
 * The command {@code mvn} is the test's Maven with what the stand-in's machines need: their root, their collateral, their
 * devices, and the yes to the question about the chain.
 */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AttestedHostsTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(AttestedHostsTest.class);
    private static final Path PLATFORM = Path.of("gramine-standin/platform").toAbsolutePath();
    private static final String AGGREGATOR = "aggregator.federation.test";
    private static final String HOSPITAL = "north.federation.test";
    private static final Path CENTER = DIRECTORY.resolve("my-experiment");
    private static final Map<String, Path> DIRECTORIES = Map.of(
            "authority",
            CENTER,
            "aggregator",
            DIRECTORY.resolve("aggregator"),
            "hospital",
            DIRECTORY.resolve("hospital"));

    private static TestHosts hosts;

    @BeforeAll
    static void threeMachines() throws IOException {
        hosts = TestHosts.up(AGGREGATOR, HOSPITAL);
        for (String machine : DIRECTORIES.keySet()) {
            writeMaven(machine);
        }
    }

    @AfterAll
    static void leave_no_hosts_and_no_images() {
        hosts.close();
        Docker.remove("my-experiment:1.0.0-SNAPSHOT", "my-experiment:1.0.0-SNAPSHOT-first");
    }

    @Test
    @Order(1)
    void every_step_of_the_chapter_succeeds_as_it_is_written() throws IOException {
        MavenBuild.generate(DIRECTORY, "my-experiment", "numpy");
        Path plan = CENTER.resolve("plan/plan.yaml");
        Files.writeString(plan, Files.readString(plan).replaceFirst("rounds_to_train: \\d+", "rounds_to_train: 1"));
        shell("authority", "mvn openfl-gramine:generate-key -Dgramine.signingKey=$HOME/signing-key.pem");
        for (String machine : List.of("aggregator", "hospital")) {
            Files.createDirectories(DIRECTORIES.get(machine));
        }
        Path data = Files.createDirectories(DIRECTORIES.get("hospital").resolve("data"));
        Files.copy(CENTER.resolve("data/iris.csv"), data.resolve("iris.csv"));

        ManualChapter chapter = ManualChapter.read("An attested federation", AGGREGATOR);
        assertThat(chapter.steps())
                .extracting(ManualChapter.Step::machine)
                .containsExactly(
                        "authority",
                        "aggregator",
                        "authority",
                        "aggregator",
                        "hospital",
                        "authority",
                        "hospital",
                        "aggregator",
                        "hospital");
        for (ManualChapter.Step step : chapter.steps()) {
            shell(step.machine(), step.commands());
            step.sent().forEach(sent -> send(step.machine(), sent));
        }
    }

    @Test
    @Order(2)
    void they_train_with_keys_that_no_machine_has_as_a_file() throws Exception {
        CompletableFuture<List<String>> aggregator = start("aggregator");
        CompletableFuture<List<String>> hospital = start("hospital");

        Waiting.end(hospital);
        Waiting.end(aggregator);
        assertThat(DIRECTORIES.get("aggregator").resolve("save/my-experiment_last.pbuf"))
                .isNotEmptyFile();
        for (String machine : List.of("aggregator", "hospital")) {
            try (var files = Files.walk(DIRECTORIES.get(machine).resolve("cert"))) {
                assertThat(files.filter(file -> file.toString().endsWith(".key")))
                        .isEmpty();
            }
        }
    }

    private static CompletableFuture<List<String>> start(String machine) throws IOException {
        String command = ManualChapter.start(machine.equals("hospital") ? "collaborator" : "aggregator");
        return CompletableFuture.supplyAsync(() -> shell(machine, command));
    }

    /** Runs commands in the directory of a machine, and returns their output; fails with the first that fails. */
    private static List<String> shell(String machine, String commands) {
        List<String> words = List.of(
                "env",
                "PATH=" + bin(machine) + ":" + System.getenv("PATH"),
                "HOME=" + DIRECTORY.resolve("home"),
                "sh",
                "-exc",
                "cd " + DIRECTORIES.get(machine) + "\n" + commands);
        List<String> output = machine.equals("authority")
                ? CommandLine.run(words.toArray()).lines().toList()
                : hosts.run(machine.equals("hospital") ? HOSPITAL : AGGREGATOR, words.toArray(String[]::new));
        output.forEach(line -> System.out.println("    | " + line));
        return output;
    }

    private static void send(String from, ManualChapter.Sent sent) {
        Path file = DIRECTORIES.get(from).resolve(sent.file());
        for (String machine : sent.machines()) {
            try {
                Files.copy(file, DIRECTORIES.get(machine).resolve(file.getFileName()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path bin(String machine) {
        return DIRECTORY.resolve("bin").resolve(machine);
    }

    /** Writes the command mvn of a machine. */
    private static void writeMaven(String machine) throws IOException {
        Files.createDirectories(DIRECTORY.resolve("home"));
        boolean isHost = !machine.equals("authority");
        List<String> words = new ArrayList<>(MavenBuild.command());
        words.add("--batch-mode");
        words.add("-Dgramine.baseImage=" + MavenBuild.setting("it.baseImage"));
        words.add("-Dgramine.buildNetwork=host");
        words.add("-Dgramine.attestationRoot=" + PLATFORM.resolve("root.pem"));
        words.add("-Dgramine.collateral=" + PLATFORM.resolve("collateral.json"));
        words.add("-Dopenfl.sgxDevice=/dev/null");
        words.add("-Dopenfl.aesmSocket=" + PLATFORM.resolve("root.pem"));
        if (isHost) {
            words.add("--offline");
            words.add("-Ddocker.host=" + hosts.engine(machine.equals("hospital") ? HOSPITAL : AGGREGATOR));
        }
        StringBuilder script = new StringBuilder("#!/bin/bash\nset -eu\n");
        MavenBuild.surroundings().forEach((name, value) -> script.append("export %s='%s'\n".formatted(name, value)));
        script.append("export XDG_STATE_HOME='%s'\n"
                        .formatted(DIRECTORY.resolve("state").resolve(machine)))
                .append("words=()\n")
                .append("for word; do words+=(\"${word/#openfl-gramine:/%s:}\"); done\n".formatted(MavenBuild.PLUGIN))
                .append(
                        "case \"$*\" in *openfl.import=*) words+=(\"-Dopenfl.chainHash=$(sha384sum <'%s' | cut -d ' ' -f 1)\") ;; esac\n"
                                .formatted(CENTER.resolve("cert/cert_chain.crt")))
                .append("exec ");
        words.forEach(word -> script.append('\'').append(word).append("' "));
        script.append("\"${words[@]}\"\n");
        Path file = Files.createDirectories(bin(machine)).resolve("mvn");
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
