package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KitFileTest {

    private static final int BUFFER = 1 << 16;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRIVATE KEY",
                "-----BEGIN EC PRIVATE KEY-----",
                "PPRIVATE KEY",
                "PRIVPRIVATE KEY",
                "PRIVATE PRIVATE KEY"
            })
    void a_private_key_is_found_wherever_it_begins(String text) throws IOException {
        for (int before : new int[] {0, BUFFER - 15, BUFFER - 5, BUFFER - 1, BUFFER, 3 * BUFFER - 7}) {
            assertThat(read(" ".repeat(before) + text + "more").hasPrivateKey())
                    .as("%s after %d", text, before)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PRIVATE KE", "PUBLIC KEY", "PRIVATE-KEY", "private key", "PRIVATE PRIVATEKEY"})
    void what_only_resembles_one_is_none(String text) throws IOException {
        assertThat(read(text).hasPrivateKey()).isFalse();
    }

    @Test
    void its_digest_is_that_of_all_its_bytes_also_of_those_behind_a_key() throws IOException {
        String text = "PRIVATE KEY" + "x".repeat(2 * BUFFER);

        assertThat(read(text).sha256()).isEqualTo(Sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_key_is_also_known_by_its_name() throws IOException {
        assertThat(KitFile.withPrivateKey(Map.of("a.key", read(""), "b.crt", read(""), "c", read("PRIVATE KEY"))))
                .containsExactly("a.key", "c");
    }

    private static KitFile read(String text) throws IOException {
        return KitFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
