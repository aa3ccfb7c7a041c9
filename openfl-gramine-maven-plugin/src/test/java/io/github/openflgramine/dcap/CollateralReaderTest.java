package io.github.openflgramine.dcap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CollateralReaderTest {

    private String json;

    @BeforeEach
    void read() throws IOException {
        json = new String(Samples.realCollateral(), UTF_8);
    }

    @Test
    void signed_pieces_are_kept_as_the_bytes_that_were_signed() {
        Collateral collateral = CollateralReader.read(json.getBytes(UTF_8));

        assertThat(new String(collateral.tcbInfo().bytes(), UTF_8))
                .startsWith("{\"id\":\"SGX\",\"version\":3,")
                .hasSize(4520);
        assertThat(collateral.tcbInfoSignature().size()).isEqualTo(64);
        assertThat(collateral.pckCrlIssuerChain()).startsWith("-----BEGIN CERTIFICATE-----\n");
    }

    @Test
    void a_piece_that_is_there_twice_is_refused() {
        refuses("{\"tcb_info\":\"\"," + json.substring(1), "is not strict JSON: Duplicate field 'tcb_info'");
    }

    @Test
    void a_piece_that_is_not_there_is_refused() {
        refuses(json.replace("\"pck_crl\"", "\"tcb_info_2\""), "has unknown fields: tcb_info_2");
        refuses("{}", "has no valid pck_crl_issuer_chain; expected text");
    }

    @Test
    void a_piece_of_another_type_is_refused() {
        refuses(
                json.replaceFirst("\"pck_crl\": \"[0-9a-f]*\"", "\"pck_crl\": 1"),
                "has no valid pck_crl; expected text");
        refuses(
                json.replaceFirst("\"pck_crl\": \"", "\"pck_crl\": \"x"),
                "has no valid pck_crl; expected hexadecimal digits");
        refuses(
                json.replaceFirst("\"tcb_info_signature\": \"", "\"tcb_info_signature\": \"00"),
                "has no valid tcb_info_signature; expected hexadecimal digits of 64 bytes");
        refuses(
                json.replaceFirst("\"tcb_info\": \"", "\"tcb_info\": \"\\\\u00e9"),
                "has no valid tcb_info; expected ASCII text");
    }

    @Test
    void what_follows_the_object_is_refused() {
        refuses(json + "{}", "is not strict JSON");
        refuses(json + "x", "is not strict JSON");
    }

    @Test
    void another_value_than_an_object_is_refused() {
        refuses("", "is not a JSON object");
        refuses("[]", "is not a JSON object");
    }

    @Test
    void what_is_not_ascii_is_refused() {
        refuses(json.replace("{", "{\u00a0"), "is not ASCII");
    }

    @Test
    void deep_nesting_is_refused() {
        refuses("[".repeat(100_000), "is not strict JSON: Document nesting depth (9) exceeds");
    }

    @Test
    void megabytes_are_refused() {
        refuses(json + " ".repeat(8 << 20), "has ");
    }

    private static void refuses(String json, String problem) {
        assertThatThrownBy(() -> CollateralReader.read(json.getBytes(UTF_8)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("Collateral " + problem);
    }
}
