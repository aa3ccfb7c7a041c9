package io.github.openflgramine.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha384;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceCertifyTest {

    @TempDir
    Path workspace;

    private final List<String> lines = new ArrayList<>();

    @BeforeEach
    void aWorkspace() throws IOException {
        Files.createDirectories(workspace.resolve("plan"));
        Files.writeString(workspace.resolve("plan/plan.yaml"), "");
    }

    @Test
    void leaves_the_files_of_fx_workspace_certify() throws IOException {
        certify();

        assertThat(files("cert"))
                .containsExactly(
                        "ca/root-ca.crt",
                        "ca/root-ca/db/root-ca.crl.srl",
                        "ca/root-ca/db/root-ca.crt.srl",
                        "ca/root-ca/db/root-ca.db",
                        "ca/root-ca/db/root-ca.db.attr",
                        "ca/root-ca/private/root-ca.key",
                        "ca/signing-ca.crt",
                        "ca/signing-ca.csr",
                        "ca/signing-ca/db/signing-ca.crl.srl",
                        "ca/signing-ca/db/signing-ca.crt.srl",
                        "ca/signing-ca/db/signing-ca.db",
                        "ca/signing-ca/db/signing-ca.db.attr",
                        "ca/signing-ca/private/signing-ca.key",
                        "cert_chain.crt");
        assertThat(read("cert/cert_chain.crt")).isEqualTo(read("cert/ca/root-ca.crt") + read("cert/ca/signing-ca.crt"));
        assertThat(read("cert/ca/root-ca/db/root-ca.crt.srl")).isEqualTo("01");
    }

    @Test
    void keys_and_directories_are_their_owners_alone() throws IOException {
        certify();

        for (String ca : List.of("root-ca", "signing-ca")) {
            assertThat(mode("cert/ca/" + ca + "/private/" + ca + ".key")).isEqualTo("rw-------");
            assertThat(mode("cert/ca/" + ca + "/private")).isEqualTo("rwx------");
            assertThat(read("cert/ca/" + ca + "/private/" + ca + ".key"))
                    .startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        }
        assertThat(mode("cert/ca")).isEqualTo("rwx------");
        assertThat(mode("cert/cert_chain.crt")).isEqualTo("rw-r--r--");
    }

    @Test
    void an_authority_that_is_there_is_never_overwritten() throws IOException {
        certify();
        String before = read("cert/cert_chain.crt");

        assertThatThrownBy(this::certify)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(workspace.resolve("cert/ca") + " already exists")
                .hasMessageContaining("move " + workspace.resolve("cert") + " away");
        assertThat(read("cert/cert_chain.crt")).isEqualTo(before);
    }

    @Test
    void the_chain_of_somebody_elses_authority_is_not_overwritten_either() throws IOException {
        Files.createDirectories(workspace.resolve("cert"));
        Files.writeString(workspace.resolve("cert/cert_chain.crt"), "theirs");

        assertThatThrownBy(this::certify)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("cert_chain.crt already exists");
        assertThat(files("cert")).containsExactly("cert_chain.crt");
    }

    @Test
    void a_directory_that_is_no_workspace_is_left_as_it_is() throws IOException {
        Files.delete(workspace.resolve("plan/plan.yaml"));

        assertThatThrownBy(this::certify)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("plan/plan.yaml is missing");
        assertThat(workspace.resolve("cert")).doesNotExist();
    }

    @Test
    void days_out_of_range_leave_nothing_behind() {
        assertThatThrownBy(() -> certify(0)).isInstanceOf(GraminizeException.class);
        assertThat(workspace.resolve("cert")).doesNotExist();
    }

    @Test
    void the_log_names_files_and_the_hash_of_the_chain_and_no_key() throws IOException {
        certify();

        assertThat(lines)
                .containsExactly(
                        "Wrote " + workspace.resolve("cert/ca"),
                        "Wrote " + workspace.resolve("cert/cert_chain.crt"),
                        "SHA-384 of the certificate chain (each participant must compare it): "
                                + Sha384.hex(read("cert/cert_chain.crt")));
    }

    private void certify() throws IOException {
        certify(365);
    }

    private void certify(int days) throws IOException {
        new WorkspaceCertify(workspace, Clock.systemUTC(), new BuildLog(lines::add, lines::add))
                .certify(days, KeyAlgorithm.RSA);
    }

    private String read(String file) throws IOException {
        return Files.readString(workspace.resolve(file));
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(workspace.resolve(file)));
    }

    private List<String> files(String directory) throws IOException {
        Path start = workspace.resolve(directory);
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> start.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
