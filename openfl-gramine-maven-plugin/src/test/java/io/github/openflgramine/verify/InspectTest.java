package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows a SIGSTRUCT, a manifest and a file of another kind. The integration tests show images. */
final class InspectTest {

    private static final Path VECTOR = Path.of("src/test/resources/golden/05-debug-exinfo-cpu");
    private static final Path TEXTS = Path.of("src/test/resources/texts");

    @TempDir
    Path scratch;

    @Test
    void a_sig_reads_as_gramines_sigstruct_view_has_it() throws IOException {
        JsonNode shown = json(VECTOR.resolve("openfl.sig"));
        JsonNode expected =
                new ObjectMapper().readTree(VECTOR.resolve("expected.json").toFile());

        assertThat(shown.get("mr_enclave")).isEqualTo(expected.get("mrenclave"));
        assertThat(shown.get("mr_signer")).isEqualTo(expected.get("mrsigner"));
        assertThat(shown.get("isv_prod_id")).isEqualTo(expected.get("isv_prod_id"));
        assertThat(shown.get("attribute_flags")).isEqualTo(expected.get("attributes_flags"));
        assertThat(shown.get("attribute_xfrms")).isEqualTo(expected.get("attributes_xfrm"));
        assertThat(shown.get("attribute_xfrm_mask")).isEqualTo(expected.get("xfrm_mask"));
        assertThat(shown.get("misc_select")).isEqualTo(expected.get("misc_select"));
        assertThat(shown.get("date").asText()).isEqualTo("2026-11-23");
        assertThat(shown.get("debug_enclave").asBoolean()).isTrue();
        assertThat(shown.get("problems")).isEmpty();
    }

    @Test
    void the_table_of_a_sig_reads_as_before() throws IOException {
        GoldenFile.assertIs(
                TEXTS.resolve("inspect-sig.txt"),
                ResultFormat.TEXT.write(Inspect.file(VECTOR.resolve("openfl.sig"))),
                InspectTest.class);
    }

    @Test
    void a_damaged_sig_is_shown_with_what_is_wrong() throws IOException {
        byte[] sig = Files.readAllBytes(VECTOR.resolve("openfl.sig"));
        sig[0x402] ^= 1;
        Path file = Files.write(scratch.resolve("openfl.sig"), sig);

        assertThat(json(file).get("problems"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.asText()).startsWith("SIGNATURE is not a signature"));
    }

    @Test
    void a_manifest_shows_what_weakens_it() throws IOException {
        Path file = scratch.resolve("openfl.manifest.sgx");
        Files.writeString(file, """
                libos.entrypoint = "/usr/bin/python3"
                loader.argv = [ "python3", "a \\u001b[31mb" ]
                loader.log_level = "debug"
                loader.insecure__use_host_env = true
                loader.insecure__disable_aslr = false
                loader.env.HOME = "/root"
                loader.env.TZ = { passthrough = true }
                fs.mounts = []
                fs.insecure__keys.default = "00112233445566778899aabbccddeeff"
                sys.insecure__allow_eventfd = true
                sgx.debug = true
                sgx.enclave_size = "4G"
                sgx.max_threads = 64
                sgx.file_check_policy = "allow_all_but_log"
                sgx.trusted_files = [ "file:/a", { uri = "file:/b", sha256 = "00" } ]
                sgx.allowed_files = [ "file:/workspace/logs/" ]
                """);

        GoldenFile.assertIs(
                TEXTS.resolve("inspect-manifest.txt"), ResultFormat.TEXT.write(Inspect.file(file)), InspectTest.class);
        assertThat(json(file).get("environment").get("HOME").asText()).isEqualTo("/root");
        assertThat(ResultFormat.JSON.write(Inspect.file(file))).doesNotContain("00112233");
    }

    @Test
    void a_signed_manifest_is_counted() throws IOException {
        JsonNode shown = json(Path.of("src/test/resources/golden/10-10000-files/openfl.manifest.sgx"));

        assertThat(shown.get("trusted_files").asInt()).isEqualTo(10_000);
        assertThat(shown.get("trusted_files_without_sha256").asInt()).isZero();
        assertThat(shown.get("insecure_options")).isEmpty();
    }

    @Test
    void files_that_are_nothing_of_the_kind_are_refused_in_one_sentence() throws IOException {
        assertRefused(scratch.resolve("none.sig"), "none.sig does not exist.");
        assertRefused(
                Files.writeString(scratch.resolve("short.sig"), "x"), "short.sig has 1 bytes; a SIGSTRUCT has 1808.");
        assertRefused(scratch, "is a directory.");
        assertRefused(Files.writeString(scratch.resolve("a.manifest"), "x ="), "a.manifest is not TOML: line 1");
        assertRefused(Path.of("src/test/resources/golden/rootfs.tar"), "has no manifest in /opt/openfl-gramine");
        assertThatThrownBy(() -> ResultFormat.of("xml"))
                .hasMessage("gramine.format=xml is unknown; expected text or json. Correct it.");
    }

    private static JsonNode json(Path file) throws IOException {
        return ResultSchema.printed("inspect", Inspect.file(file));
    }

    private static void assertRefused(Path file, String part) {
        assertThatThrownBy(() -> ResultFormat.TEXT.write(Inspect.file(file)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(part);
    }
}
