package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.sgx.EnclaveAttributes;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.sgx.SigstructSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares manifest, layout, measurement and signature with the output of Gramine 1.9's own signer. */
final class GoldenVectorsTest {

    private static final SigstructDate DATE = SigstructDate.parse("2026-11-23").orElseThrow();

    private final EnclaveSigner signer = Golden.signer();

    @Test
    void there_are_ten_positive_vectors() throws IOException {
        assertThat(Golden.positives()).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("io.github.openflgramine.gramine.Golden#positives")
    void the_signed_manifest_has_the_references_bytes(String vector) throws IOException {
        FinalManifest manifest = complete(vector);

        assertThat(new String(manifest.bytes(), StandardCharsets.UTF_8))
                .isEqualTo(Golden.text(vector, "openfl.manifest.sgx"));
        assertThat(manifest.bytes()).isEqualTo(Golden.bytes(vector, "openfl.manifest.sgx"));
    }

    @ParameterizedTest
    @MethodSource("io.github.openflgramine.gramine.Golden#positives")
    void the_memory_map_is_the_references_area_by_area(String vector) throws IOException {
        assertThat(signer.measure(complete(vector)).describe().lines())
                .containsExactlyElementsOf(
                        Golden.text(vector, "memory-map.txt").lines().toList());
    }

    @ParameterizedTest
    @MethodSource("io.github.openflgramine.gramine.Golden#positives")
    void the_signature_structure_has_the_references_bytes(String vector) throws IOException {
        Sigstruct sigstruct = sign(vector);

        assertThat(sigstruct.bytes()).isEqualTo(Golden.bytes(vector, "openfl.sig"));
    }

    @ParameterizedTest
    @MethodSource("io.github.openflgramine.gramine.Golden#positives")
    void the_fields_one_looks_at_first_are_as_expected(String vector) throws IOException {
        JsonNode expected = new ObjectMapper().readTree(Golden.bytes(vector, "expected.json"));
        Sigstruct sigstruct = sign(vector);
        EnclaveAttributes attributes = sigstruct.identity().attributes();

        assertThat(sigstruct.identity().mrenclave())
                .hasToString(expected.get("mrenclave").asText());
        assertThat(sigstruct.mrsigner()).hasToString(expected.get("mrsigner").asText());
        assertThat(sigstruct.identity().isvProdId())
                .isEqualTo(expected.get("isv_prod_id").asInt());
        assertThat(sigstruct.identity().isvSvn())
                .isEqualTo(expected.get("isv_svn").asInt());
        assertThat("0x%x".formatted(attributes.flags()))
                .isEqualTo(expected.get("attributes_flags").asText());
        assertThat("0x%x".formatted(attributes.xfrm()))
                .isEqualTo(expected.get("attributes_xfrm").asText());
        assertThat("0x%x".formatted(attributes.xfrmMask()))
                .isEqualTo(expected.get("xfrm_mask").asText());
        assertThat("0x%x".formatted(attributes.miscSelect()))
                .isEqualTo(expected.get("misc_select").asText());
    }

    private FinalManifest complete(String vector) throws IOException {
        return signer.complete(Golden.text(vector, "openfl.manifest"), "openfl.manifest");
    }

    private Sigstruct sign(String vector) throws IOException {
        return SigstructSigner.sign(signer.measure(complete(vector)).identity(DATE), key());
    }

    private static SigningKey key() throws IOException {
        return SigningKeyReader.read(Golden.KEY, Passphrase.none());
    }
}
