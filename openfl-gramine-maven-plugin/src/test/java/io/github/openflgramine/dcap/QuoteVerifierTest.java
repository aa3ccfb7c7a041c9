package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real quote, and platforms that were made up and judged by two other verifiers. */
final class QuoteVerifierTest {

    @Test
    void a_real_quote_proves_what_its_maker_said() throws Exception {
        VerifiedQuote verified = Samples.verifyReal(Samples.realQuote(), Samples.realCollateral());

        assertThat(verified.enclave().mrenclave().hex()).startsWith("33d8736d");
        assertThat(new String(verified.enclave().reportData().bytes(), StandardCharsets.US_ASCII))
                .startsWith("Hello, world!");
        assertThat(verified.enclave().isDebug()).isFalse();
        assertThat(verified.fmspc()).hasToString("00a067110000");
        assertThat(verified.status()).isEqualTo(TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED);
        assertThat(verified.advisories()).containsExactly("INTEL-SA-00289", "INTEL-SA-00615");
        assertThat(verified.evaluationDataNumber()).isEqualTo(17);
        assertThat(verified.period())
                .isEqualTo(new Period(Instant.parse("2025-06-19T10:56:11Z"), Instant.parse("2025-07-19T10:01:18Z")));
    }

    @ParameterizedTest
    @MethodSource("io.github.openflgramine.dcap.Samples#scenarios")
    void a_scenario_is_judged_as_expected(Path scenario) throws IOException {
        JsonNode expected =
                new ObjectMapper().readTree(scenario.resolve("expected.json").toFile());
        QuoteVerifier verifier = new QuoteVerifier(
                TrustedRoot.read(Files.readAllBytes(scenario.resolve("root.der")), "root.der"),
                CollateralReader.read(Files.readAllBytes(scenario.resolve("collateral.json"))),
                Instant.ofEpochSecond(expected.path("verify_at_epoch_second").asLong()));
        byte[] quote = Files.readAllBytes(scenario.resolve("quote.bin"));

        if (expected.path("verdict").asText().equals("refused")) {
            assertThatThrownBy(() -> verifier.verify(quote))
                    .isInstanceOf(RefusedQuoteException.class)
                    .message()
                    .containsIgnoringCase(expected.path("why").asText());
            return;
        }
        assertThat(expected.path("verdict").asText()).isEqualTo("judged");
        VerifiedQuote verified = verify(verifier, quote);
        List<String> advisories = new ArrayList<>();
        expected.path("advisories").forEach(id -> advisories.add(id.asText()));
        assertThat(verified.status()).hasToString(expected.path("tcb_status").asText());
        assertThat(verified.advisories()).containsExactlyElementsOf(advisories);
        assertThat(verified.enclave().isDebug())
                .isEqualTo(expected.path("debug").asBoolean());
    }

    private static VerifiedQuote verify(QuoteVerifier verifier, byte[] quote) {
        try {
            return verifier.verify(quote);
        } catch (RefusedQuoteException e) {
            throw new AssertionError(e.step() + ": " + e.problem(), e);
        }
    }
}
