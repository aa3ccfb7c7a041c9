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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the real launcher in Python. OpenFL and cryptography are stubs: the one tells how it was called, the other takes
 * the text of a "certificate" for its common names.
 */
final class ActorTest {

    private static final String LOADER = """
            import importlib.util, sys
            sys.path.insert(0, sys.argv[1])
            spec = importlib.util.spec_from_file_location("actor", sys.argv[2])
            actor = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(actor)
            sys.exit(actor.main(sys.argv[4:], root=sys.argv[3]))
            """;

    private static final String OPENFL_CLI = """
            import os, sys
            from sys import argv

            def entry():
                print("fx", *argv[1:], "in", os.getcwd())
                try:
                    import data
                    print("imported data")
                except ModuleNotFoundError:
                    print("data is no package")
                if os.path.exists("missing"):
                    open(open("missing").read())
                sys.exit(3 if os.path.exists("fail") else 0)
            """;

    private static final String X509 = """
            class Attribute:
                def __init__(self, value):
                    self.value = value

            class Subject:
                def __init__(self, names):
                    self.names = names
                def get_attributes_for_oid(self, oid):
                    return [Attribute(name) for name in self.names]

            class Certificate:
                def __init__(self, names):
                    self.subject = Subject(names)

            def load_pem_x509_certificate(data):
                text = data.decode()
                if not text.startswith("CN:"):
                    raise ValueError("no PEM")
                return Certificate(text.split("CN:")[1:])
            """;

    @TempDir
    Path scratch;

    private Path workspace;
    private Path stubs;

    @BeforeEach
    void layOutWorkspaceAndStubs() throws IOException {
        workspace = Files.createDirectory(scratch.resolve("workspace")).toRealPath();
        stubs = scratch.resolve("stubs");
        // Without these a package that the machine has installed would win over its stub.
        for (String stub : List.of("openfl", "openfl/interface", "cryptography")) {
            write(stubs.resolve(stub).resolve("__init__.py"), "");
        }
        write(stubs.resolve("openfl/interface/cli.py"), OPENFL_CLI);
        write(stubs.resolve("cryptography/x509/__init__.py"), X509);
        write(stubs.resolve("cryptography/x509/oid.py"), "class NameOID:\n    COMMON_NAME = 'CN'\n");
        certificate("col_col1.crt", "CN:col1");
        write(workspace.resolve("plan/data.yaml"), "# a comment, with a comma\ncol1,1\n");
    }

    @Test
    void starts_the_aggregator_in_the_workspace() throws Exception {
        ChildProcess run = actor("aggregator");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("fx aggregator start in " + workspace + "\n");
    }

    @Test
    void starts_the_collaborator_that_the_certificate_names() throws Exception {
        ChildProcess run = actor("collaborator");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("fx collaborator start -n col1 in " + workspace + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "director", "aggregator start", "collaborator -n col1"})
    void refuses_any_other_argument(String words) throws Exception {
        ChildProcess run = actor(words.isEmpty() ? new String[0] : words.split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.complaint())
                .isEqualTo("expected exactly one argument, aggregator or collaborator, got: "
                        + (words.isEmpty() ? "none" : words) + ".");
    }

    @Test
    void hands_on_the_exit_code_of_openfl() throws Exception {
        write(workspace.resolve("fail"), "");

        assertThat(actor("aggregator").exitCode()).isEqualTo(3);
    }

    @Test
    void imports_nothing_from_a_mounted_folder() throws Exception {
        write(workspace.resolve("data/__init__.py"), "print('code of the host')\n");

        assertThat(actor("aggregator").out()).contains("data is no package").doesNotContain("code of the host");
    }

    @Test
    void names_both_certificates_when_two_are_mounted() throws Exception {
        certificate("col_col2.crt", "CN:col2");

        assertThat(actor("collaborator").complaint())
                .isEqualTo(
                        "cert/client holds 2 certificates: col_col1.crt, col_col2.crt. Mount only this collaborator's.");
    }

    @Test
    void says_what_to_mount_when_no_certificate_is_there() throws Exception {
        Files.delete(workspace.resolve("cert/client/col_col1.crt"));

        assertThat(actor("collaborator").complaint())
                .isEqualTo("no certificate in cert/client. Mount the collaborator's own:"
                        + " cert/client/col_NAME.crt and cert/client/col_NAME.key.");
    }

    @Test
    void refuses_a_certificate_under_another_ones_file_name() throws Exception {
        certificate("col_col1.crt", "CN:col2");

        assertThat(actor("collaborator").complaint())
                .isEqualTo(
                        "cert/client/col_col1.crt is the certificate of col2; its file has to be named col_col2.crt.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"col 1", "col1\n", "../col1", "cöl", ""})
    void refuses_a_common_name_that_is_not_a_plain_name(String name) throws Exception {
        certificate("col_col1.crt", "CN:" + name);

        assertThat(actor("collaborator").complaint()).endsWith("allowed are letters, digits and . _ -");
    }

    @Test
    void refuses_a_certificate_with_two_common_names() throws Exception {
        certificate("col_col1.crt", "CN:col1CN:col2");

        assertThat(actor("collaborator").complaint()).contains("has 2 common names; expected exactly one");
    }

    @Test
    void refuses_what_is_no_certificate() throws Exception {
        certificate("col_col1.crt", "a key, perhaps");

        assertThat(actor("collaborator").complaint())
                .isEqualTo("cert/client/col_col1.crt is not an X.509 certificate in PEM form.");
    }

    @Test
    void refuses_a_collaborator_without_a_line_in_data_yaml() throws Exception {
        write(workspace.resolve("plan/data.yaml"), "Col1,1\ncol2,2\n");

        assertThat(actor("collaborator").complaint())
                .isEqualTo("plan/data.yaml has no line for col1 (it lists Col1, col2). Add: col1,DATA");
    }

    @Test
    void says_in_one_line_which_mounted_file_openfl_misses() throws Exception {
        write(workspace.resolve("missing"), workspace + "/save/my_init.pbuf");

        ChildProcess run = actor("aggregator");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.complaint())
                .isEqualTo("cannot use save/my_init.pbuf: No such file or directory."
                        + " Mount it at /workspace/save/my_init.pbuf.");
    }

    @Test
    void keeps_the_traceback_of_any_other_failure() throws Exception {
        write(workspace.resolve("missing"), "src/weights.bin");

        ChildProcess run = actor("aggregator");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).contains("Traceback", "src/weights.bin");
    }

    @Test
    void says_when_there_is_no_workspace() throws Exception {
        ChildProcess run = actorIn(scratch.resolve("nowhere"), "aggregator");

        assertThat(run.complaint()).startsWith("cannot enter the workspace " + scratch.resolve("nowhere"));
    }

    private ChildProcess actor(String... arguments) throws Exception {
        return actorIn(workspace, arguments);
    }

    private ChildProcess actorIn(Path root, String... arguments) throws Exception {
        Path script = ChildProcess.SCRIPTS.resolve("actor.py").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                "python3", "-I", "-B", "-u", "-c", LOADER, stubs.toString(), script.toString(), root.toString()));
        command.addAll(List.of(arguments));
        return ChildProcess.run(scratch, Map.of(), command);
    }

    private void certificate(String name, String content) throws IOException {
        write(workspace.resolve("cert/client").resolve(name), content);
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
