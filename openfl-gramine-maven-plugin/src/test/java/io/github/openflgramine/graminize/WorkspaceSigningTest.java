package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.sgx.VerifyingKeyReader;
import io.github.openflgramine.signing.AttachSignature;
import io.github.openflgramine.signing.GivenSignatures;
import io.github.openflgramine.signing.Openssl;
import io.github.openflgramine.signing.PrepareSignature;
import io.github.openflgramine.signing.SignatureSource;
import io.github.openflgramine.signing.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures an image without a key, signs it with openssl, and builds it again with those signatures. */
final class WorkspaceSigningTest {

    private static final Path KEY = Path.of("src/test/resources/golden/signing-key.pem");
    private static final SigstructDate DATE = SigstructDate.parse("2026-11-23").orElseThrow();

    @TempDir
    Path scratch;

    private final List<String> lines = new ArrayList<>();
    private TestWorkspace workspace;
    private Path measured;
    private Path signatures;
    private int isvSvn = 2;

    @BeforeEach
    void layOut() {
        workspace = TestWorkspace.in(scratch.resolve("demo"));
        measured = scratch.resolve("target");
        signatures = measured.resolve("signatures");
        TestImage.withPython(scratch.resolve("image"), "/usr");
    }

    @Test
    void signatures_made_elsewhere_give_the_image_that_a_key_gives() throws IOException {
        graminize(Optional.of(new Signing(SigningKeyReader.read(KEY, Passphrase.none()), DATE)));
        Map<String, byte[]> byKey = results();

        signElsewhere();

        assertThat(graminize(Optional.of(GivenSignatures.read(signatures)))).isEqualTo("demo:1.0");
        assertThat(results()).usingRecursiveComparison().isEqualTo(byKey);
    }

    @Test
    void the_signer_is_told_of_image_role_and_next_step() throws IOException {
        graminize(Optional.empty());
        prepare();

        JsonNode description =
                new ObjectMapper().readTree(Files.readAllBytes(signatures.resolve("collaborator.tbs.json")));
        assertThat(description.path("name").asText()).isEqualTo("collaborator");
        assertThat(description.path("workspace").asText()).isEqualTo("demo");
        assertThat(description.path("gramine").asText()).isEqualTo("1.9");
        assertThat(description.path("insecure_options")).isNotEmpty();
        assertThat(description.has("mrsigner")).isFalse();
        assertThat(signatures.resolve("collaborator.manifest.sgx"))
                .hasSameBinaryContentAs(measured.resolve("collaborator.manifest.sgx"));
        assertThat(lines).last().isEqualTo("    mvn attach");
    }

    @Test
    void attaching_ends_with_the_command_that_builds_the_image() throws IOException {
        signElsewhere();

        assertThat(lines)
                .contains("Wrote " + signatures.resolve("aggregator.sig"))
                .anyMatch(line -> line.matches("collaborator  MRENCLAVE [0-9a-f]{64}"))
                .anyMatch(line -> line.matches(" +MRSIGNER  [0-9a-f]{64}  \\(2026-11-23\\)"));
        assertThat(lines).last().isEqualTo("    mvn install");
    }

    @Test
    void signatures_of_another_build_are_refused_with_both_values() throws IOException {
        signElsewhere();
        isvSvn = 3;

        assertThatThrownBy(() -> graminize(Optional.of(GivenSignatures.read(signatures))))
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage())
                        .startsWith("gramine.signatures: " + signatures.resolve("aggregator.sig")
                                + " does not sign this build's aggregator:")
                        .containsPattern("MRENCLAVE\n {8}this build  [0-9a-f]{64}\n {8}signed      [0-9a-f]{64}\n")
                        .contains("    ISVSVN\n        this build  0x0003\n        signed      0x0002\n"));
        assertThat(measured.resolve("aggregator.sig")).doesNotExist();
    }

    @Test
    void signatures_of_the_other_role_are_refused() throws IOException {
        signElsewhere();
        Files.copy(signatures.resolve("collaborator.sig"), scratch.resolve("kept"));
        Files.delete(signatures.resolve("collaborator.sig"));
        Files.copy(signatures.resolve("aggregator.sig"), signatures.resolve("collaborator.sig"));

        assertThatThrownBy(() -> graminize(Optional.of(GivenSignatures.read(signatures))))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("does not sign this build's collaborator:");
    }

    @Test
    void a_damaged_or_missing_signature_is_found_before_anything_is_built() throws IOException {
        signElsewhere();
        Path sig = signatures.resolve("collaborator.sig");
        byte[] bytes = Files.readAllBytes(sig);
        bytes[1500] ^= 1;
        Files.write(sig, bytes);
        assertGivenRefused("is not a SIGSTRUCT that a processor accepts: Q2 is not");

        Files.write(sig, new byte[384]);
        assertGivenRefused("has 384 bytes; a SIGSTRUCT has 1808.");

        Files.delete(sig);
        assertGivenRefused("has no collaborator.sig.", "mvn openfl-gramine:prepare-signature");

        signatures = scratch.resolve("nowhere");
        assertGivenRefused("gramine.signatures=" + signatures + " does not exist.");
    }

    @Test
    void where_one_role_is_not_signed_nothing_is_attached() throws IOException {
        graminize(Optional.empty());
        prepare();
        sign("aggregator");

        assertThatThrownBy(this::attach)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(signatures.resolve("collaborator.rsa") + " does not exist");
        assertThat(signatures.resolve("aggregator.sig")).doesNotExist();
    }

    @Test
    void without_a_build_there_is_nothing_to_prepare() {
        assertThatThrownBy(this::prepare)
                .isInstanceOf(GraminizeException.class)
                .hasMessage("There is no " + measured.resolve("measurements.json")
                        + ". Build the image first: mvn package");
    }

    @Test
    void a_manifest_that_was_changed_since_is_not_prepared() throws IOException {
        graminize(Optional.empty());
        Files.writeString(measured.resolve("aggregator.manifest.sgx"), "changed = true\n");

        assertThatThrownBy(this::prepare)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("aggregator.manifest.sgx is not the manifest that was measured. SHA-256:");
        assertThat(signatures).doesNotExist();
    }

    @Test
    void measurements_that_lack_a_value_are_not_signed() throws IOException {
        graminize(Optional.empty());
        ObjectNode tree = MeasurementsTree.read(measured.resolve("measurements.json"));
        ((ObjectNode) tree.at("/roles/collaborator/attributes")).remove("xfrm_mask");
        MeasurementsTree.write(measured.resolve("measurements.json"), tree);

        assertThatThrownBy(this::prepare)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has no /roles/collaborator/attributes/xfrm_mask; expected 0x and");
    }

    private void signElsewhere() throws IOException {
        graminize(Optional.empty());
        prepare();
        sign("aggregator");
        sign("collaborator");
        attach();
    }

    private void prepare() throws IOException {
        BuildLog log = log();
        new PrepareSignature(log, new ProductionGate(true, log))
                .ofWorkspace(new PrepareSignature.WorkspaceRequest(measured, signatures, DATE, "mvn attach"));
    }

    private void sign(String role) {
        Openssl.sign(KEY, signatures.resolve(role + ".tbs"), signatures.resolve(role + ".rsa"));
    }

    private void attach() throws IOException {
        Path publicKey = Openssl.publicKey(KEY, scratch.resolve("public.pem"));
        new AttachSignature(log()).attachRoles(signatures, VerifyingKeyReader.read(publicKey), "mvn install");
    }

    private String graminize(Optional<SignatureSource> signing) throws IOException {
        BuildLog log = log();
        return new Graminize(log, new ProductionGate(true, log))
                .graminize(new Graminize.Request(
                        workspace.open(),
                        new ImageNames("demo", "1.0"),
                        "demo:1.0-first-mark",
                        () -> new BuiltImage(TestIds.image("0"), new TestImage(scratch.resolve("image")).image()),
                        Optional.empty(),
                        TestOptions.of(TestOptions.capacity("4G", 64), isvSvn, false, Protections.NONE),
                        new TrustedSelection.Options(TrustedFilesMode.LEAN, Optional.empty()),
                        signing,
                        measured))
                .finalImage();
    }

    private void assertGivenRefused(String... parts) {
        assertThatThrownBy(() -> GivenSignatures.read(signatures))
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }

    /** Returns the files that go into the final image and the measurements. */
    private Map<String, byte[]> results() throws IOException {
        Map<String, byte[]> results = new HashMap<>();
        for (String name : List.of("aggregator.sig", "collaborator.sig", "measurements.json", "final/Dockerfile")) {
            results.put(name, Files.readAllBytes(measured.resolve(name)));
        }
        return results;
    }

    private BuildLog log() {
        return new BuildLog(lines::add, lines::add);
    }
}
