package io.github.openflgramine.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the functions of the real entry script in bash, on folders of its own and with stubs in Gramine's place. */
final class StartTest {

    private static final String WITH_FOLDERS = "source \"$1\"; product=$2; workspace=$3; shift 3; main \"$@\"";

    private static final String MANIFEST = """
            [loader]
            log_level = "error"
            argv = [
                "/usr/bin/python3.11",
            ]

            [loader.env]
            PATH = "/usr/bin"
            LC_ALL = "C"
            TEXT = "two words = one value"

            [loader.env.PASSED]
            passthrough = true

            [loader.env.NOT_SET]
            passthrough = true

            [sgx]
            enclave_size = "4G"
            """;

    @TempDir
    Path scratch;

    private Path product;
    private Path workspace;

    @BeforeEach
    void layOutImage() throws IOException {
        product = Files.createDirectory(scratch.resolve("product"));
        workspace = Files.createDirectory(scratch.resolve("workspace")).toRealPath();
        for (String command : List.of("gramine-sgx", "gramine-direct")) {
            executable(scratch.resolve("bin").resolve(command), "#!/bin/sh\necho \"${0##*/} $*\"\n");
        }
        for (String role : List.of("aggregator", "collaborator")) {
            Files.writeString(product.resolve(role + ".sig"), "");
            Files.writeString(product.resolve(role + ".manifest"), MANIFEST);
        }
        Files.createDirectories(workspace.resolve("cert/client"));
        certificateOf("col1");
    }

    @ParameterizedTest
    @CsvSource({"aggregator start, aggregator", "collaborator start -n col1, collaborator"})
    void starts_the_role_in_an_enclave_by_default(String words, String role) throws Exception {
        ChildProcess run = start(Map.of(), words.split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("gramine-sgx " + product.resolve(role) + "\n");
    }

    @Test
    void starts_without_an_enclave_on_request() throws Exception {
        ChildProcess run = start(Map.of("GRAMINE_EXECUTABLE", "gramine-direct"), "aggregator", "start");

        assertThat(run.out()).isEqualTo("gramine-direct " + product.resolve("aggregator") + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/sh", "gramine-sgx -v", "sgx"})
    void refuses_to_run_anything_else(String executable) throws Exception {
        ChildProcess run = start(Map.of("GRAMINE_EXECUTABLE", executable), "aggregator", "start");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaint())
                .isEqualTo("GRAMINE_EXECUTABLE is " + executable + "; expected gramine-sgx, gramine-direct or native.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aggregator",
                "aggregator stop",
                "aggregator start -p x",
                "collaborator start",
                "collaborator start -n",
                "collaborator start -n col1 -p x",
                "collaborator start --name col1",
                "collaborator start -n ../col1",
                "bash"
            })
    void refuses_other_words(String words) throws Exception {
        ChildProcess run = start(Map.of(), words.isEmpty() ? new String[0] : words.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.complaint()).startsWith("expected: aggregator start | collaborator start -n NAME");
    }

    @Test
    void refuses_words_that_only_look_right_when_joined() throws Exception {
        assertThat(start(Map.of(), "aggregator start").exitCode()).isEqualTo(2);
        assertThat(start(Map.of(), "collaborator", "start", "-n", "col1 x").exitCode())
                .isEqualTo(2);
    }

    @Test
    void refuses_a_name_that_is_not_the_certificates() throws Exception {
        assertThat(start(Map.of(), "collaborator", "start", "-n", "col2").complaint())
                .isEqualTo("asked to start col2, but the mounted certificate is col1's (cert/client/col_col1.crt).");
    }

    @Test
    void names_both_certificates_when_two_are_mounted() throws Exception {
        certificateOf("col2");

        assertThat(start(Map.of(), "collaborator", "start", "-n", "col1").complaint())
                .endsWith("cert/client holds 2 certificates: col_col1.crt col_col2.crt. Mount only col1's.");
    }

    @Test
    void says_what_to_mount_when_no_certificate_is_there() throws Exception {
        Files.delete(workspace.resolve("cert/client/col_col1.crt"));

        assertThat(start(Map.of(), "collaborator", "start", "-n", "col1").complaint())
                .startsWith("no certificate for col1: mount cert/client/col_col1.crt and col_col1.key");
    }

    @Test
    void says_how_to_go_on_with_an_unsigned_image() throws Exception {
        Files.delete(product.resolve("aggregator.sig"));

        assertThat(start(Map.of(), "aggregator", "start").complaint())
                .startsWith("this image is not signed")
                .contains("openfl-gramine:generate-key", "GRAMINE_EXECUTABLE=gramine-direct");
    }

    @Test
    void runs_natively_with_the_environment_of_the_manifest_alone() throws Exception {
        Path python = executable(scratch.resolve("bin/python"), "#!/bin/sh\necho \"$*\"\npwd\n/usr/bin/env | sort\n");
        Files.writeString(product.resolve("interpreter"), python + "\n");

        ChildProcess run = start(
                Map.of("GRAMINE_EXECUTABLE", "native", "PASSED", "from outside", "SECRET", "x"), "aggregator", "start");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).isEqualTo("openfl-gramine: native, without Gramine: no protection.\n");
        // PWD is the stub's shell's own.
        assertThat(run.out().lines().filter(line -> !line.startsWith("PWD=")))
                .containsExactly(
                        "-I -B -u " + product.resolve("actor.py") + " aggregator",
                        workspace.toString(),
                        "LC_ALL=C",
                        "PASSED=from outside",
                        "PATH=/usr/bin",
                        "TEXT=two words = one value");
    }

    @ParameterizedTest
    @CsvSource({"exit 5, 5", "kill -TERM $PPID; exec sleep 60, 143", "kill -INT $PPID; exec sleep 60, 143"})
    void an_actor_hears_signals_and_ends_the_container_with_its_status(String program, int status) throws Exception {
        Path actor = executable(scratch.resolve("bin/gramine-sgx"), "#!/bin/sh\n" + program + "\n");
        Files.writeString(product.resolve("interpreter"), actor + "\n");

        for (String how : List.of("gramine-sgx", "native")) {
            ChildProcess run = start(Map.of("GRAMINE_EXECUTABLE", how), "aggregator", "start");
            assertThat(run.exitCode()).as(how + run.err()).isEqualTo(status);
        }
    }

    @Test
    void refuses_natively_what_only_gramine_can_set() throws Exception {
        Files.writeString(product.resolve("interpreter"), "/usr/bin/python3\n");
        Files.writeString(product.resolve("aggregator.manifest"), "[loader.env]\nA = \"line\\nbreak\"\n");

        ChildProcess run = start(Map.of("GRAMINE_EXECUTABLE", "native"), "aggregator", "start");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.complaint())
                .startsWith("native mode cannot set this variable of")
                .endsWith("A = \"line\\nbreak\"");
    }

    private ChildProcess start(Map<String, String> environment, String... words) throws Exception {
        Path script = ChildProcess.SCRIPTS.resolve("start").toAbsolutePath();
        // A shell cannot listen to a signal that it was started to ignore, as whatever runs in a shell's background is.
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/env",
                "--default-signal=INT",
                "PATH=" + scratch.resolve("bin") + ":/usr/bin:/bin",
                "bash",
                "-c",
                WITH_FOLDERS,
                "start",
                script.toString(),
                product.toString(),
                workspace.toString()));
        command.addAll(List.of(words));
        return ChildProcess.run(scratch, environment, command);
    }

    private void certificateOf(String name) throws IOException {
        Files.writeString(workspace.resolve("cert/client/col_" + name + ".crt"), "");
    }

    private static Path executable(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + file);
        }
        return file;
    }
}
