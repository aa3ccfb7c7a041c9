package io.github.openflgramine.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Quotes alone: verdicts, and the options that change them. */
final class VerifyQuoteTest extends VerifyQuoteFixture {

    @Test
    void a_real_quote_is_refused_with_all_objections_and_the_options_that_accept_it() throws IOException {
        QuoteVerdicts verdicts = judge(real(AttestationPolicy.strictest(), Optional.empty()));

        assertThatThrownBy(verdicts::requireAcceptance)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("-Dgramine.acceptedTcb=UpToDate,ConfigurationAndSWHardeningNeeded")
                .hasMessageContaining("-Dgramine.acceptedAdvisories=INTEL-SA-00289,INTEL-SA-00615")
                .hasMessageContaining("-Dgramine.mrenclave=33d8736d");
    }

    @Test
    void a_real_quote_is_accepted_with_those_options() throws IOException {
        String found = json(judge(real(AttestationPolicy.strictest(), Optional.empty())))
                .at("/quotes/0/enclave/mrenclave")
                .asText();
        QuoteVerdicts verdicts = judge(real(
                new AttestationPolicy(
                        Set.of(TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED),
                        Set.of("INTEL-SA-00289", "INTEL-SA-00615"),
                        false,
                        17,
                        true),
                Optional.of(found)));

        verdicts.requireAcceptance();
        assertThat(verdicts.isAccepted()).isTrue();
        assertThat(ResultFormat.TEXT.write(verdicts.summary()))
                .startsWith("""
                        verdict       accepted
                        judged_at     2025-06-25T00:00:00Z
                        trusted_root  Intel SGX Root CA
                        """)
                .contains("tcb_status  ConfigurationAndSWHardeningNeeded\n", "valid_until", "2025-07-19T10:01:18Z");
    }

    @Test
    void the_document_has_the_same_names_whatever_was_found() throws IOException {
        JsonNode accepted = json(judge(write("a.quote", platform.quote())));
        platform.withDebug().withStatus("OutOfDate", "INTEL-SA-00615");
        JsonNode objected = json(judge(write("a.quote", platform.quote())));
        JsonNode refused = json(judge(write("a.quote", new byte[2000])));

        assertThat(names(accepted)).containsExactly("verdict", "judged_at", "trusted_root", "quotes", "warnings");
        for (JsonNode document : List.of(accepted, objected, refused)) {
            assertThat(names(document)).isEqualTo(names(accepted));
            assertThat(names(document.at("/quotes/0")))
                    .containsExactly("quote", "verdict", "enclave", "platform", "collateral", "objections", "warnings");
        }
        assertThat(names(objected.at("/quotes/0/objections/0")))
                .isEqualTo(names(refused.at("/quotes/0/objections/0")))
                .containsExactly("check", "problem", "expected", "found", "accepted_by", "remedy");
        assertThat(names(accepted.at("/quotes/0/enclave")))
                .containsExactly("mrenclave", "mrsigner", "isv_prod_id", "isv_svn", "debug", "report_data");
        assertThat(names(accepted.at("/quotes/0/platform"))).containsExactly("fmspc", "tcb_status", "advisories");
        assertThat(names(accepted.at("/quotes/0/collateral")))
                .containsExactly("valid_from", "valid_until", "tcb_evaluation_data_number");
        assertThat(accepted.path("trusted_root").asText()).isEqualTo("a root of your own: no protection");
        assertThat(refused.at("/quotes/0/enclave").isNull()).isTrue();
    }

    @Test
    void a_quote_that_is_not_there_is_a_mistake() {
        Path none = directory.resolve("none");

        assertThatThrownBy(() -> judge(none))
                .hasMessageStartingWith("gramine.quote=%s does not exist.".formatted(none));
    }

    @Test
    void an_enclave_is_expected_by_measurements_and_role() throws IOException {
        mrenclave = Optional.empty();
        measurements = Optional.of(write(
                "measurements.json", """
                {"roles": {"aggregator": {"mrenclave": "%s", "isv_prod_id": 7, "isv_svn": 3, "enclave_size": "1G"},
                "collaborator": {"mrenclave": "%s", "isv_prod_id": 7, "isv_svn": 4}}}
                """.formatted(MRENCLAVE, "11".repeat(32)).getBytes(US_ASCII)));
        Path quote = write("a.quote", platform.quote());

        role = Optional.of(Role.AGGREGATOR);
        assertThat(judge(quote).isAccepted()).isTrue();
        role = Optional.of(Role.COLLABORATOR);
        assertThat(json(judge(quote)).at("/quotes/0/objections"))
                .extracting(objection -> objection.path("problem").asText())
                .containsExactly(
                        "mrenclave differs from gramine.measurements=%s.".formatted(measurements.get()),
                        "isv_svn is lower than in gramine.measurements=%s.".formatted(measurements.get()));
        role = Optional.empty();
        assertThatThrownBy(() -> judge(quote))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("Add -Dopenfl.role=aggregator or -Dopenfl.role=collaborator.");
    }

    @Test
    void report_data_can_be_expected() throws IOException {
        Path quote = write("a.quote", platform.withReportData(new byte[] {1, 2}).quote());

        reportData = Optional.of("0102");
        assertThat(judge(quote).isAccepted()).isTrue();
        reportData = Optional.of("0103");
        assertThat(json(judge(quote)).at("/quotes/0/objections/0/check").asText())
                .isEqualTo("report-data");
    }
}
