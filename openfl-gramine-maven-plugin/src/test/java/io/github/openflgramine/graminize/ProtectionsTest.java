package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.TestWorkspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProtectionsTest {

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
    void a_chain_that_is_not_there_yet_is_made_by_workspace_certify(@TempDir Path scratch) {
        TestWorkspace workspace = TestWorkspace.in(scratch.resolve("demo"));

        assertThatThrownBy(() -> Protections.chain(workspace.open()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("cert/cert_chain.crt")
                .hasMessageContaining("mvn openfl-gramine:workspace-certify");

        workspace.file("cert/cert_chain.crt", "chain");
        assertThat(Protections.chain(workspace.open())).hasContent("chain");
    }
}
