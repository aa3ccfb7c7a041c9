package io.github.openflgramine.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.dcap.Octets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes that the launcher and the verifier compute, each in a language of its own. */
final class EnrolmentReportDataTest {

    /**
     * Made with Python's hashlib: {@code sha256(b"key") + sha256(b"openfl-gramine enrolment 1\0" + bytes([32]) + bytes(range(32)) +
     * b"request")}.
     */
    private static final String EXPECTED = "2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683"
            + "2c6dffcf58a22f4b003f590b6d5bdb331300228d5956134aab07672fe8f5eab2";

    private static final byte[] REQUEST = "request".getBytes(StandardCharsets.US_ASCII);

    @Test
    void they_name_the_key_and_bind_nonce_and_request() {
        byte[] nonce = new byte[32];
        for (int i = 0; i < nonce.length; i++) {
            nonce[i] = (byte) i;
        }

        assertThat(EnrolmentReportData.of(
                                Sha256.digest("key".getBytes(StandardCharsets.US_ASCII)), REQUEST, Octets.of(nonce))
                        .hex())
                .isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255})
    void a_nonce_has_1_to_255_bytes(int length) {
        assertThat(EnrolmentReportData.nonce("ab".repeat(length), "gramine.nonce")
                        .size())
                .isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "xy"})
    void another_nonce_is_refused(String hex) {
        for (String nonce : new String[] {hex, "ab".repeat(256)}) {
            assertThatThrownBy(() -> EnrolmentReportData.nonce(nonce, "gramine.nonce"))
                    .hasMessageStartingWith("gramine.nonce is not 1 to 255 bytes as hexadecimal digits.");
        }
    }
}
