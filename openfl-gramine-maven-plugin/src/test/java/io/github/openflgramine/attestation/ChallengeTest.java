package io.github.openflgramine.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.dcap.Octets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChallengeTest {

    private static final Challenge CHALLENGE = new Challenge(
            Role.COLLABORATOR,
            "one",
            Octets.of(new byte[Challenge.NONCE_BYTES]),
            Sha256.digest(new byte[0]),
            Instant.EPOCH,
            Instant.EPOCH.plus(Challenge.VALIDITY));

    @Test
    void its_file_is_read_as_it_was_written() throws IOException {
        assertThat(Challenge.read(CHALLENGE.json(), "challenge.json")).isEqualTo(CHALLENGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "challenge 1 | challenge 2 | has another format",
                "\"role\" | \"also\" : \"1\", \"role\" | also",
                "\"collaborator\" | \"authority\" | has an unknown role",
                "\"nonce\" : \"00 | \"nonce\" : \"0 | nonce",
                "1970-01-08 | 1969-01-08 | is damaged",
                "\"name\" | \"nome\" | nome"
            })
    void another_file_is_not_a_challenge(String part, String other, String words) throws IOException {
        String text = new String(CHALLENGE.json(), StandardCharsets.US_ASCII);
        assertThat(text).contains(part);

        assertThatThrownBy(() ->
                        Challenge.read(text.replace(part, other).getBytes(StandardCharsets.US_ASCII), "challenge.json"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("This is not a challenge: ")
                .hasMessageContaining(words)
                .hasMessageContaining("Ask the federation's authority for a new challenge.");
    }
}
