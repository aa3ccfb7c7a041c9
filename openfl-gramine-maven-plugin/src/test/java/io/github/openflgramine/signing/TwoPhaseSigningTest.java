package io.github.openflgramine.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.sgx.VerifyingKey;
import io.github.openflgramine.sgx.VerifyingKeyReader;
import io.github.openflgramine.verify.Inspect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signs with the openssl command, independently of this plugin, and compares the result with Gramine's own signatures.
 */
final class TwoPhaseSigningTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path KEY = GOLDEN.resolve("signing-key.pem");

    @TempDir
    Path scratch;

    private final List<String> lines = new ArrayList<>();
    private Path tbs;
    private Path rsa;
    private Path sig;

    @BeforeEach
    void layOut() {
        tbs = scratch.resolve("openfl.tbs");
        rsa = scratch.resolve("openfl.rsa");
        sig = scratch.resolve("openfl.sig");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-defaults", "05-debug-exinfo-cpu", "06-odd-names"})
    void a_vector_signed_by_openssl_comes_out_in_the_references_bytes(String vector) throws IOException {
        prepare(vector);
        Openssl.sign(KEY, tbs, rsa);
        attach();

        for (String name : List.of("openfl.manifest.sgx", "openfl.sig")) {
            assertThat(scratch.resolve(name))
                    .hasSameBinaryContentAs(GOLDEN.resolve(vector).resolve(name));
        }
    }

    @Test
    void a_signer_of_digests_gives_the_same() throws IOException {
        prepare("01-defaults");
        Path digest = Files.write(
                scratch.resolve("digest"),
                HexFormat.of()
                        .parseHex(description().path("to_be_signed_sha256").asText()));
        Openssl.run("pkeyutl", "-sign", "-inkey", KEY, "-pkeyopt", "digest:sha256", "-in", digest, "-out", rsa);
        attach();

        assertThat(sig).hasSameBinaryContentAs(GOLDEN.resolve("01-defaults/openfl.sig"));
    }

    @Test
    void the_signer_sees_what_is_signed() throws IOException {
        prepare("05-debug-exinfo-cpu");

        JsonNode expected =
                new ObjectMapper().readTree(Files.readAllBytes(GOLDEN.resolve("05-debug-exinfo-cpu/expected.json")));
        JsonNode shown = description();
        assertThat(shown.path("mrenclave")).isEqualTo(expected.path("mrenclave"));
        assertThat(shown.path("debug").asBoolean()).isTrue();
        assertThat(shown.path("date").asText()).isEqualTo("2026-11-23");
        assertThat(shown.path("insecure_options").toString()).contains("sgx.debug = true");
        assertThat(shown.path("to_be_signed_sha256").asText()).isEqualTo(opensslDigest());
        assertThat(lines)
                .contains(
                        "mrenclave            " + expected.path("mrenclave").asText(),
                        "    openssl dgst -sha256 -sign KEY.pem -out " + rsa + " " + tbs,
                        "    mvn attach -Dgramine.tbs=" + tbs);
    }

    @Test
    void the_bytes_to_sign_can_be_looked_at_without_trusting_what_stands_beside_them() throws IOException {
        prepare("05-debug-exinfo-cpu");

        assertThat(shown(tbs).lines().skip(1))
                .isNotEmpty()
                .containsExactlyElementsOf(shown(GOLDEN.resolve("05-debug-exinfo-cpu/openfl.sig"))
                        .lines()
                        .filter(line -> !line.startsWith("mr_signer") && !line.startsWith("problems"))
                        .toList());
    }

    @Test
    void a_signature_over_other_bytes_is_refused_and_nothing_is_written() throws IOException {
        prepare("01-defaults");
        Openssl.sign(KEY, KEY, rsa);

        assertRefused(
                "gramine.signature=" + rsa + " signs different bytes. SHA-256:",
                "    to be signed  " + opensslDigest(),
                "Sign exactly that file: openssl dgst -sha256 -sign KEY.pem -out " + rsa + " " + tbs);
    }

    @Test
    void another_digest_or_padding_is_refused() throws IOException {
        prepare("01-defaults");
        Openssl.run("dgst", "-sha384", "-sign", KEY, "-out", rsa, tbs);
        assertRefused("covers a digest of 48 bytes with the algorithm", "SGX requires SHA-256");

        Openssl.run("dgst", "-sha256", "-sigopt", "rsa_padding_mode:pss", "-sign", KEY, "-out", rsa, tbs);
        assertRefused("or not with the padding of PKCS#1 v1.5.");
    }

    @Test
    void a_signature_by_another_key_is_refused() throws IOException {
        prepare("01-defaults");
        Openssl.sign(Path.of("src/test/resources/keys/pkcs1.pem"), tbs, rsa);

        assertRefused("was not made by the key with MRSIGNER " + key().mrsigner());
    }

    @Test
    void a_signature_by_a_smaller_key_is_refused() throws IOException {
        prepare("01-defaults");
        Openssl.sign(Path.of("src/test/resources/keys/bits-2048.pem"), tbs, rsa);

        assertRefused("has 256 bytes; a signature by an RSA-3072 key has 384.");
    }

    @Test
    void a_signature_as_text_is_refused_with_the_command_that_decodes_it() throws IOException {
        prepare("01-defaults");
        Openssl.sign(KEY, tbs, rsa);
        byte[] signature = Files.readAllBytes(rsa);

        Files.writeString(rsa, Base64.getMimeEncoder().encodeToString(signature));
        assertRefused("is encoded as Base64; expected 384 raw bytes.", "base64 -d < " + rsa);

        Files.writeString(rsa, HexFormat.of().formatHex(signature) + "\n");
        assertRefused("is encoded as hexadecimal digits;", "xxd -r -p < " + rsa);
    }

    @Test
    void a_signature_that_is_not_there_is_asked_for() throws IOException {
        prepare("01-defaults");

        assertRefused("gramine.signature=" + rsa + " does not exist; expected the signature of " + tbs + ".");
    }

    @Test
    void what_is_to_be_signed_has_to_be_what_was_prepared() throws IOException {
        prepare("01-defaults");
        Files.write(tbs, new byte[] {1, 2, 3});
        assertRefused("gramine.tbs=" + tbs + " (3 bytes) is not a file of 256 bytes as prepare-signature writes it");

        tbs = scratch.resolve("openfl.manifest.sgx");
        assertRefused("its name does not end in .tbs");
    }

    @Test
    void a_signature_in_another_place_gives_a_sigstruct_in_a_third() throws IOException {
        prepare("01-defaults");
        Path elsewhere = scratch.resolve("answer.bin");
        Openssl.sign(KEY, tbs, elsewhere);
        Path output = scratch.resolve("signed");

        new AttachSignature(log())
                .attach(new AttachSignature.Request(tbs, Optional.of(elsewhere), Optional.of(output)), key());

        assertThat(output.resolve("openfl.sig")).hasSameBinaryContentAs(GOLDEN.resolve("01-defaults/openfl.sig"));
        assertThat(lines).contains("Wrote " + output.resolve("openfl.sig"));
    }

    private void prepare(String vector) throws IOException {
        BuildLog log = log();
        new PrepareSignature(log, new ProductionGate(false, log))
                .ofManifest(new PrepareSignature.ManifestRequest(
                        new DeclaredEnclave(
                                GOLDEN.resolve(vector).resolve("openfl.manifest"),
                                GOLDEN.resolve("rootfs.tar"),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.of(scratch),
                        SigstructDate.parse("2026-11-23").orElseThrow(),
                        "mvn attach"));
    }

    private void attach() throws IOException {
        new AttachSignature(log()).attach(new AttachSignature.Request(tbs, Optional.empty(), Optional.empty()), key());
    }

    private void assertRefused(String... parts) {
        assertThatThrownBy(this::attach)
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
        assertThat(sig).doesNotExist();
    }

    private VerifyingKey key() throws IOException {
        return VerifyingKeyReader.read(Openssl.publicKey(KEY, scratch.resolve("public.pem")));
    }

    private JsonNode description() throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(scratch.resolve("openfl.tbs.json")));
    }

    private String opensslDigest() {
        return Openssl.run("dgst", "-sha256", "-r", tbs).substring(0, 64);
    }

    private BuildLog log() {
        return new BuildLog(lines::add, lines::add);
    }

    private static String shown(Path file) throws IOException {
        return ResultFormat.TEXT.write(
                Inspect.describe(new Inspect.Subject(Optional.of(file), Optional.empty()), () -> {
                    throw new AssertionError("needs no engine");
                }));
    }
}
