package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.DeclaredEnclave;
import io.github.openflgramine.signing.SignManifest;
import io.github.openflgramine.signing.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed manifest over a root file system: what agrees, and each way in which it may not. */
final class VerifyTest extends SignedManifestFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-defaults",
                "02-16G-512-threads",
                "03-edmm",
                "04-edmm-default-size",
                "05-debug-exinfo-cpu",
                "06-odd-names",
                "07-duplicates-and-hashes",
                "08-symlinked-entries",
                "09-hex-size-and-comments",
                "10-10000-files"
            })
    void what_sign_manifest_writes_verifies(String vector) throws IOException {
        Path signed = scratch.resolve("signed");
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        new SignManifest(silent, new ProductionGate(false, silent))
                .sign(new SignManifest.Request(
                        new DeclaredEnclave(
                                GOLDEN.resolve(vector).resolve("openfl.manifest"),
                                rootfs,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of(signed),
                        new Signing(
                                SigningKeyReader.read(GOLDEN.resolve("signing-key.pem"), Passphrase.none()),
                                SigstructDate.NONE)));
        manifest = signed.resolve("openfl.manifest.sgx");
        allowAbsent = vector.startsWith("07") || vector.startsWith("10");
        mrsigner = Optional.of(MRSIGNER);
        mrenclave = Optional.of(new ObjectMapper()
                .readTree(GOLDEN.resolve(vector).resolve("expected.json").toFile())
                .path("mrenclave")
                .asText());

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.path("roles").path("openfl").path("mrsigner").asText())
                .isEqualTo(MRSIGNER);
        assertThat(verdict.path("roles").path("openfl").path("mrenclave").asText())
                .isEqualTo(mrenclave.get());
    }

    @Test
    void the_table_reads_as_before() throws IOException {
        mrsigner = Optional.of(MRSIGNER);
        GoldenFile.assertIs(TEXTS.resolve("verify-manifest.txt"), table(), VerifyTest.class);
    }

    @Test
    void the_table_of_differences_reads_as_before() throws IOException {
        flip(LISTED, 0, 0);
        mrenclave = Optional.of(ZEROS);
        mrsigner = Optional.of(ZEROS);
        GoldenFile.assertIs(TEXTS.resolve("verify-differences.txt"), table(), VerifyTest.class);
    }

    @Test
    void without_an_expectation_it_says_that_it_does_not_know_who_made_it() throws IOException {
        JsonNode verdict = assertAgrees();

        assertThat(verdict.path("verdict").asText()).isEqualTo("consistent");
        assertThat(verdict.path("compared_with")).isEmpty();
        assertThat(verdict.path("proves").asText())
                .isEqualTo(
                        "It is consistent; who built it is not checked. Give the values that you received from its builder out of band:"
                                + " gramine.mrenclave, or gramine.mrsigner, or gramine.measurements.");
    }

    @Test
    void a_signer_alone_does_not_tell_which_build_it_is() throws IOException {
        mrsigner = Optional.of(MRSIGNER.toUpperCase(Locale.ROOT));

        assertThat(assertAgrees().path("proves").asText())
                .isEqualTo("It was signed by the expected signer. Only an expected MRENCLAVE identifies the build.");
    }

    @Test
    void another_signer_is_shown_with_both_digests() {
        mrsigner = Optional.of(ZEROS);

        assertRefused("""
                openfl: mrsigner differs from gramine.mrsigner:
                  expected  %s
                  found     %s
                """.formatted(ZEROS, MRSIGNER));
    }

    @Test
    void another_build_of_the_same_signer_is_told_from_a_change_after_signing() throws IOException {
        mrenclave = Optional.of(ZEROS);

        assertRefused(
                "mrenclave differs from gramine.mrenclave",
                "suspect   another build: this one is consistent with its own signature");
    }

    @Test
    void what_is_given_for_another_kind_of_thing_is_refused() {
        aggregatorMrenclave = Optional.of(ZEROS);
        assertRefused("gramine.aggregatorMrenclave or gramine.collaboratorMrenclave is given", "-Dgramine.mrenclave=");
    }

    @Test
    void an_expectation_that_is_no_digest_is_refused() {
        mrenclave = Optional.of("12ab");
        assertRefused("gramine.mrenclave=12ab is not a digest; expected 64 hexadecimal digits.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                        | is not a measurements file; expected one JSON object.",
                "{                         | is not JSON at line 1, column 2; expected a measurements file.",
                "{\"roles\": {}}            | has no /roles/openfl/mrenclave; expected 64 hexadecimal digits.",
                "{\"roles\": {\"openfl\": 1}} | /roles/openfl is 1; expected an object.",
                "{\"version\": 5}            | is version 5; this plugin reads 1 to 4.",
            })
    void measurements_that_say_nothing_of_it_are_refused(String json, String reason) throws IOException {
        measurements = Optional.of(Files.writeString(scratch.resolve("measurements.json"), json));
        assertRefused("gramine.measurements=" + scratch.resolve("measurements.json"), reason);
    }

    @Test
    void files_that_are_not_there_are_named_by_their_property() {
        sig = Optional.of(scratch.resolve("none.sig"));
        assertRefused("gramine.sig=" + scratch.resolve("none.sig") + " does not exist.");
        manifest = scratch.resolve("none.manifest.sgx");
        assertRefused("gramine.manifest=" + manifest + " does not exist.");
        manifest = GOLDEN.resolve("01-defaults/openfl.manifest");
        assertRefused("its name does not end in .manifest.sgx.", "Give the signed manifest");
    }
}
