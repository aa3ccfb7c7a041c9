package io.github.openflgramine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.ResultSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of the executable jar: their files, their output and their exit statuses. */
final class ProgramTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path ROOTFS = GOLDEN.resolve("rootfs.tar");
    private static final String MRSIGNER = "1e33bd305e49d2ba0490cbc154e42da2bfba7b3f1742e6b5c90edea28154073e";

    @TempDir
    Path scratch;

    private Path key;

    @BeforeEach
    void aPrivateKey() throws IOException {
        key = scratch.resolve("signing-key.pem");
        Files.copy(GOLDEN.resolve("signing-key.pem"), key);
    }

    static Stream<Path> vectors() throws IOException {
        try (Stream<Path> all = Files.list(GOLDEN)) {
            return all.filter(vector -> Files.exists(vector.resolve("openfl.sig"))).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void sign_manifest_writes_the_references_bytes(Path vector) throws IOException {
        Run run = sign(vector, scratch.resolve("signed"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("mr_signer:   " + MRSIGNER);
        assertThat(scratch.resolve("signed/openfl.manifest.sgx"))
                .hasSameBinaryContentAs(vector.resolve("openfl.manifest.sgx"));
        assertThat(scratch.resolve("signed/openfl.sig")).hasSameBinaryContentAs(vector.resolve("openfl.sig"));
    }

    @Test
    void quiet_leaves_only_warnings() throws IOException {
        Run run = Run.of(
                "sign-manifest",
                "-q",
                "--manifest=" + GOLDEN.resolve("05-debug-exinfo-cpu/openfl.manifest"),
                "--rootfs=" + ROOTFS,
                "--signing-key=" + key,
                "--date=2026-11-23",
                "--output=" + scratch);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err().lines()).isNotEmpty().allMatch(line -> line.startsWith("WARNING: "));
    }

    @Test
    void an_encrypted_key_takes_the_environments_passphrase_and_no_option_has_it() throws IOException {
        Path made = Path.of("src/test/resources/keys/pkcs8-encrypted.pem");
        Run without =
                Run.of("sign-manifest", "--manifest=" + manifest(), "--rootfs=" + ROOTFS, "--signing-key=" + made);
        Run with = Run.of(
                Map.of(OptionWords.PASSPHRASE, "correct"),
                "sign-manifest",
                "--manifest=" + manifest(),
                "--rootfs=" + ROOTFS,
                "--signing-key=" + made,
                "--output=" + scratch);

        assertThat(without.status()).isEqualTo(2);
        assertThat(without.err())
                .contains("--signing-key " + made + " is encrypted and no passphrase was given.")
                .contains("OPENFL_GRAMINE_KEY_PASSPHRASE, or at the console with --ask-passphrase");
        assertThat(with.status()).as(with.err()).isZero();
        assertThat(Run.of("sign-manifest", "--passphrase=x").status()).isEqualTo(2);
    }

    @Test
    void a_console_is_needed_to_ask() {
        Run run = Run.of(
                "sign-manifest",
                "--manifest=" + manifest(),
                "--rootfs=" + ROOTFS,
                "--signing-key=" + key,
                "--ask-passphrase");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).startsWith("ERROR: --ask-passphrase needs a console, and there is none.");
    }

    @Test
    void verify_prints_the_verdict_and_its_status_tells_it() throws IOException {
        Path vector = GOLDEN.resolve("06-odd-names");
        Run good = verify(vector, "--mrsigner=" + MRSIGNER);
        Run bad = verify(vector, "--mrsigner=" + "0".repeat(64));

        assertThat(good.status()).as(good.err()).isZero();
        JsonNode verdict = ResultSchema.valid("verify", good.out());
        assertThat(verdict.get("verdict").asText()).isEqualTo("as expected");
        assertThat(verdict.get("compared_with"))
                .singleElement()
                .satisfies(source -> assertThat(source.asText()).startsWith("gramine.mrsigner"));
        assertThat(bad.status()).isEqualTo(1);
        assertThat(ResultSchema.valid("verify", bad.out()).get("verdict").asText())
                .isEqualTo("different");
        assertThat(bad.err()).contains("ERROR: ").contains("is not as expected.");
    }

    @Test
    void a_text_result_names_options() throws IOException {
        Path vector = GOLDEN.resolve("06-odd-names");
        Run run = Run.of(
                "verify",
                "-q",
                "--manifest=" + vector.resolve("openfl.manifest.sgx"),
                "--rootfs=" + ROOTFS,
                "--format=text");

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("--mrenclave, or --mrsigner, or --measurements")
                .doesNotContain("gramine.");
    }

    @Test
    void inspect_shows_what_a_file_has() throws IOException {
        Run run = Run.of("inspect", "--file=" + GOLDEN.resolve("06-odd-names/openfl.sig"), "--format=json");
        Run manifest =
                Run.of("inspect", "--file=" + GOLDEN.resolve("06-odd-names/openfl.manifest.sgx"), "--format=json");

        assertThat(ResultSchema.valid("inspect", run.out()).get("mr_signer").asText())
                .isEqualTo(MRSIGNER);
        assertThat(ResultSchema.valid("inspect", manifest.out())
                        .get("trusted_files")
                        .asInt())
                .isPositive();
    }

    @Test
    void what_is_refused_is_one_message_with_the_next_step() throws IOException {
        Run missing = Run.of("sign-manifest");
        Run absent = Run.of("inspect", "--file=nowhere.sig", "--format=json");
        Run unknown = Run.of("verify", "--mrsinger=00");
        Run none = Run.of();
        Run format = Run.of("inspect", "--file=x.sig", "--format=xml");

        assertThat(List.of(missing.status(), absent.status(), unknown.status(), none.status(), format.status()))
                .containsOnly(2);
        assertThat(missing.err())
                .isEqualTo(
                        "ERROR: --manifest is missing: the manifest to sign. Give --manifest=… (for example openfl.manifest).\n");
        assertThat(ResultSchema.valid("error", absent.out())
                        .at("/error/problem")
                        .asText())
                .isEqualTo("--file=nowhere.sig does not exist.");
        assertThat(unknown.err())
                .startsWith("ERROR: Unknown option: '--mrsinger=00'\n")
                .contains("--mrsigner")
                .endsWith("Show the options with: java -jar openfl-gramine.jar verify --help\n");
        assertThat(none.err()).startsWith("ERROR: Missing required subcommand");
        assertThat(format.err()).isEqualTo("ERROR: --format=xml is unknown; expected text or json. Correct it.\n");
    }

    @Test
    void a_machine_that_cannot_is_told_apart() throws IOException {
        Run engine = Run.of(
                Map.of("DOCKER_HOST", "unix://" + scratch.resolve("no.sock")),
                "inspect",
                "--image=demo:1",
                "--format=json");
        Run service = Run.of(
                Map.of("https_proxy", "http://127.0.0.1:1"),
                "verify-quote",
                "--quote=" + Path.of("src/test/resources/attestation/real-quote/sgx_quote"),
                "--mrsigner=" + MRSIGNER);

        assertThat(engine.status()).as(engine.err()).isEqualTo(3);
        assertThat(ResultSchema.valid("error", engine.out())
                        .at("/error/problem")
                        .asText())
                .contains("no.sock");
        assertThat(service.status()).as(service.err()).isEqualTo(3);
        assertThat(service.err())
                .contains("Check --pccs and the proxy; or give the collateral in a file: --collateral=FILE.");
    }

    @Test
    void a_participant_requests_a_certificate_and_keeps_its_key() throws IOException {
        Run run = Run.of(
                "collaborator-generate-cert-request",
                "--workspace=" + scratch,
                "--collaborator=Hospital1",
                "--key-algorithm=ec");
        Run again = Run.of("collaborator-generate-cert-request", "--workspace=" + scratch, "--collaborator=hospital1");
        Run imported =
                Run.of("collaborator-certify", "--workspace=" + scratch, "--import=" + scratch.resolve("none.zip"));

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(scratch.resolve("col_hospital1_to_agg_cert_request.zip")).exists();
        assertThat(scratch.resolve("cert/client/col_hospital1.key")).exists();
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("already exists.").contains("--renew").doesNotContain("openfl.renew");
        assertThat(imported.status()).isEqualTo(2);
    }

    @Test
    void every_command_explains_itself_and_completion_is_generated() {
        for (String command : List.of(
                "sign-manifest",
                "verify",
                "verify-quote",
                "inspect",
                "collaborator-generate-cert-request",
                "collaborator-certify")) {
            Run help = Run.of(command, "--help");
            assertThat(help.status()).isZero();
            assertThat(help.out()).startsWith("Usage: openfl-gramine " + command);
        }
        Run completion = Run.of("generate-completion");
        assertThat(completion.status()).isZero();
        assertThat(completion.out()).contains("--signing-key").contains("complete -F");
    }

    private Run sign(Path vector, Path output) {
        return Run.of(
                "sign-manifest",
                "--manifest=" + vector.resolve("openfl.manifest"),
                "--rootfs=" + ROOTFS,
                "--signing-key=" + key,
                "--date=2026-11-23",
                "--output=" + output);
    }

    private static Run verify(Path vector, String expected) {
        return Run.of(
                "verify",
                "-q",
                "--manifest=" + vector.resolve("openfl.manifest.sgx"),
                "--rootfs=" + ROOTFS,
                "--format=json",
                expected);
    }

    private static Path manifest() {
        return GOLDEN.resolve("06-odd-names/openfl.manifest");
    }
}
