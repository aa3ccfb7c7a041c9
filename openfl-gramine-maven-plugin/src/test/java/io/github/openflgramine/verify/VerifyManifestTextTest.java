package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class VerifyManifestTextTest extends SignedManifestFixture {

    @Test
    void a_manifest_that_was_edited_is_shown_with_the_line_that_a_signer_would_write() throws IOException {
        editManifest("max_threads = 8", "max_threads = 0x8");

        assertRefused("""
                openfl: openfl.manifest.sgx, line 23, differs from what Gramine's signer writes:
                  expected  max_threads = 8
                  found     max_threads = 0x8
                """);
        assertThat(table()).contains("suspect   the manifest: no signer writes it like this");
    }

    @Test
    void a_manifest_before_signing_is_not_complete() throws IOException {
        Files.copy(GOLDEN.resolve("06-odd-names/openfl.manifest"), manifest, StandardCopyOption.REPLACE_EXISTING);

        assertRefused("openfl.manifest.sgx, line 1, differs from what Gramine's signer writes");
    }

    @Test
    void a_manifest_that_gramine_would_refuse_is_a_difference() throws IOException {
        editManifest("max_threads", "max_treads");

        assertRefused("openfl: Gramine 1.9 does not know sgx.max_treads (openfl.manifest.sgx, line 23, column 1).");
    }

    @Test
    void a_manifest_that_is_no_text_is_a_difference() throws IOException {
        byte[] text = Files.readAllBytes(manifest);
        text[3] = (byte) 0xff;
        Files.write(manifest, text);

        assertRefused("openfl: openfl.manifest.sgx is not TOML: line 1 has the byte 0xff, which is not UTF-8.");
    }

    @Test
    void what_a_manifest_says_cannot_move_the_terminals_cursor() throws IOException {
        editManifest("max_threads", "\"max\\u001b[31m\"");

        assertThatThrownBy(this::verify)
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain("\u001b"));
        assertThat(table()).doesNotContain("\u001b");
    }

    @Test
    void an_enclave_that_is_larger_than_any_in_use_is_not_measured() throws IOException {
        editManifest("enclave_size = \"1G\"", "enclave_size = \"65536G\"");

        assertRefused(
                "openfl: The enclave (size 65536G, 8 threads) was not measured: that would hash 1048",
                "MiB, and at most 4096 MiB are hashed unless this size is expected.");
        assertThat(json().at("/roles/openfl/mrenclave").isMissingNode()).isTrue();
    }

    @Test
    void the_rules_are_those_of_the_given_version() {
        version = Optional.of("1.7");

        assertRefused("openfl: loader.entrypoint is a table", "Gramine 1.7 expects");
    }
}
