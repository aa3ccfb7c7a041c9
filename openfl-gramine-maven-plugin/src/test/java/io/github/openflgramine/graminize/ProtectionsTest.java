package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.ProductionRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProtectionsTest {

    private static final String CERTIFICATE = certificate();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "save              | gramine.encryptedMounts has save: expected DIRECTORY=KEY with one of save, local_state, data",
                "logs=key          | gramine.encryptedMounts has logs=key: expected DIRECTORY=KEY",
                "save=a b          | gramine.encryptedMounts has save=a b: expected DIRECTORY=KEY",
                "data=mrenclave    | gramine.encryptedMounts has data=mrenclave: data/ is filled by others",
                "save=mrsigner     | gramine.encryptedMounts seals save/, so the initial model cannot be put there.",
            })
    void a_mount_that_cannot_work_is_refused(String mounts, String message) {
        assertThatThrownBy(() -> Protections.of(false, false, mounts, "", false))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void save_can_be_sealed_where_the_initial_model_is_in_the_image() {
        assertThat(Protections.of(false, true, "save=mrsigner", "", false).encrypted())
                .containsExactly(new EncryptedMount("save", "_sgx_mrsigner"));
    }

    @Test
    void directories_are_sealed_by_the_processors_keys_alone() {
        assertThat(Protections.of(false, true, "save=mrsigner,data=hospital,local_state=mrenclave", "", false)
                        .sealedDirectories())
                .containsExactly("save", "local_state");
    }

    @ParameterizedTest
    @CsvSource({"avx", "avx=on", "sse=required"})
    void a_feature_that_gramine_does_not_know_is_refused(String feature) {
        assertThatThrownBy(() -> Protections.of(false, false, "", feature, false))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.cpuFeatures has " + feature + "; expected one of avx, avx512, amx");
    }

    @Test
    void a_chain_that_is_not_there_yet_is_made_by_workspace_certify(@TempDir Path scratch) throws IOException {
        TestWorkspace workspace = TestWorkspace.in(scratch.resolve("demo"));

        assertThatThrownBy(() -> Protections.chain(workspace.open()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("cert/cert_chain.crt")
                .hasMessageContaining("mvn openfl-gramine:workspace-certify");

        workspace.file("cert/cert_chain.crt", CERTIFICATE + CERTIFICATE);
        assertThat(Protections.chain(workspace.open())).hasContent(CERTIFICATE + CERTIFICATE);
    }

    @ParameterizedTest
    @CsvSource({
        "'', contains no PEM text of a certificate.",
        "garbage, contains no PEM text of a certificate.",
        "'0\u0082\u0001', is in DER; expected PEM.",
        "'-----BEGIN PRIVATE KEY-----', 'contains a private key, expected certificates alone: everyone gets this file.'",
        "'-----BEGIN ENCRYPTED PRIVATE KEY-----', contains a private key",
        "'-----BEGIN EC PRIVATE KEY-----', contains a private key",
    })
    void a_chain_that_should_not_be_in_an_image_is_refused_or_else_insecure(
            String content, String problem, @TempDir Path scratch) throws IOException {
        Path file = scratch.resolve("demo/cert/cert_chain.crt");
        Workspace workspace = TestWorkspace.in(scratch.resolve("demo"))
                .file("cert/cert_chain.crt", content.startsWith("---") ? CERTIFICATE + content : content)
                .open();
        Protections trusted = Protections.of(true, false, "", "", false);

        assertThatThrownBy(() -> trusted.insecureChain(workspace))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(file + " " + problem);
        assertThat(Protections.NONE.insecureChain(workspace))
                .extracting(InsecureSetting::rule)
                .containsExactly(ProductionRule.CHAIN_OF_HOST, ProductionRule.CHAIN_CONTENT);
    }

    @Test
    void a_trusted_chain_of_certificates_is_secure_and_the_hosts_is_not(@TempDir Path scratch) throws IOException {
        TestWorkspace files = TestWorkspace.in(scratch.resolve("demo"));

        assertThat(Protections.NONE.insecureChain(files.open()))
                .extracting(InsecureSetting::rule)
                .containsExactly(ProductionRule.CHAIN_OF_HOST);
        files.file("cert/cert_chain.crt", CERTIFICATE);
        assertThat(Protections.of(true, false, "", "", false).insecureChain(files.open()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "local_state/tensor.db, true",
        "/workspace/local_state/x/tensor.db, true",
        "./save/../local_state/tensor.db, true",
        "tensor.db, false",
        "local_state/../tensor.db, false",
        "save/tensor.db, false",
        "/local_state/tensor.db, false",
        "local_states/tensor.db, false"
    })
    void a_path_is_encrypted_where_its_directory_is_mounted_so(String path, boolean isEncrypted) {
        assertThat(Protections.of(false, false, "local_state=mrenclave", "", false)
                        .isEncrypted(path))
                .isEqualTo(isEncrypted);
    }

    private static String certificate() {
        try {
            return Files.readString(Path.of("src/test/resources/keys/certificate.pem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
