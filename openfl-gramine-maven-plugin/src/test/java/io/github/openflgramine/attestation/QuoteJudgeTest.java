package io.github.openflgramine.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.dcap.CollateralReader;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.dcap.TrustedRoot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class QuoteJudgeTest {

    private static final String MRENCLAVE = "aa".repeat(32);
    private static final ExpectedFact EXPECTED = new ExpectedFact(Fact.MRENCLAVE, MRENCLAVE, "gramine.mrenclave");
    private static final AttestationPolicy STRICTEST = AttestationPolicy.strictest();

    private final FakePlatform platform = new FakePlatform();

    @Test
    void an_expected_enclave_on_an_up_to_date_platform_is_accepted() {
        QuoteVerdict verdict = judge(STRICTEST, EXPECTED);

        assertThat(verdict.isAccepted()).isTrue();
        assertThat(verdict.summary()).containsEntry("verdict", "accepted").containsEntry("objections", List.of());
    }

    @Test
    void every_expected_value_is_compared() {
        QuoteVerdict verdict = judge(
                STRICTEST,
                EXPECTED,
                new ExpectedFact(Fact.MRSIGNER, "BB".repeat(32), "gramine.mrsigner"),
                new ExpectedFact(Fact.ISV_PROD_ID, "7", "measurements.json"),
                new ExpectedFact(Fact.ISV_SVN, "3", "measurements.json"),
                new ExpectedFact(Fact.REPORT_DATA, "00".repeat(64), "gramine.reportData"));

        assertThat(verdict.isAccepted()).isTrue();
    }

    @Test
    void each_value_that_differs_is_an_objection_with_both_values() {
        QuoteVerdict verdict = judge(
                STRICTEST,
                new ExpectedFact(Fact.MRENCLAVE, "11".repeat(32), "gramine.mrenclave"),
                new ExpectedFact(Fact.MRSIGNER, "22".repeat(32), "gramine.mrsigner"),
                new ExpectedFact(Fact.ISV_PROD_ID, "8", "measurements.json"),
                new ExpectedFact(Fact.ISV_SVN, "4", "measurements.json"),
                new ExpectedFact(Fact.REPORT_DATA, "01", "gramine.reportData"));

        assertThat(verdict.objections())
                .extracting(Objection::check)
                .containsExactly("policy", "policy", "policy", "policy", "report-data");
        assertThat(verdict.objectionText()).isEqualTo("""
                        a.quote:
                            mrenclave differs from gramine.mrenclave.
                              expected     %s
                              found        %s
                              accepted by  -Dgramine.mrenclave=%s
                            mrsigner differs from gramine.mrsigner.
                              expected     %s
                              found        %s
                              accepted by  -Dgramine.mrsigner=%s
                            isv_prod_id differs from measurements.json.
                              expected     8
                              found        7
                              accepted by  -Dgramine.measurements=…
                            isv_svn is lower than in measurements.json.
                              expected     4
                              found        3
                              accepted by  -Dgramine.measurements=…
                            report_data differs from gramine.reportData.
                              expected     01
                              found        %s
                              accepted by  -Dgramine.reportData=%s""".formatted(
                        "11".repeat(32),
                        MRENCLAVE,
                        MRENCLAVE,
                        "22".repeat(32),
                        "bb".repeat(32),
                        "bb".repeat(32),
                        "00".repeat(64),
                        "00".repeat(64)));
    }

    @Test
    void a_higher_isv_svn_is_as_good() {
        assertThat(judge(STRICTEST, EXPECTED, new ExpectedFact(Fact.ISV_SVN, "2", "m.json"))
                        .isAccepted())
                .isTrue();
    }

    @Test
    void the_first_bytes_of_the_report_data_can_be_expected() {
        platform.withReportData(new byte[] {1, 2, 3});

        assertThat(judge(STRICTEST, EXPECTED, new ExpectedFact(Fact.REPORT_DATA, "0102", "r"))
                        .isAccepted())
                .isTrue();
        assertThat(judge(STRICTEST, EXPECTED, new ExpectedFact(Fact.REPORT_DATA, "0202", "r"))
                        .isAccepted())
                .isFalse();
    }

    @Test
    void where_no_enclave_is_expected_none_is_accepted() {
        QuoteVerdict verdict = judge(STRICTEST, new ExpectedFact(Fact.ISV_PROD_ID, "7", "m.json"));

        assertThat(verdict.objectionText()).isEqualTo("""
                        a.quote:
                            No MRENCLAVE or MRSIGNER is expected, so any enclave would be accepted.
                              accepted by  -Dgramine.mrenclave=%s""".formatted(MRENCLAVE));
    }

    @Test
    void the_signer_can_be_expected_in_place_of_the_measurement() {
        assertThat(judge(STRICTEST, new ExpectedFact(Fact.MRSIGNER, "bb".repeat(32), "gramine.mrsigner"))
                        .isAccepted())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = TcbStatus.class,
            names = {"UP_TO_DATE", "REVOKED"},
            mode = EnumSource.Mode.EXCLUDE)
    void another_status_than_up_to_date_has_to_be_accepted_by_name(TcbStatus status) {
        platform.withStatus(status.toString());

        assertThat(judge(STRICTEST, EXPECTED).objectionText()).isEqualTo("""
                        a.quote:
                            The platform's TCB status is %s.
                              accepted by  -Dgramine.acceptedTcb=UpToDate,%s""".formatted(status, status));
        assertThat(judge(accepting(EnumSet.of(status), Set.of()), EXPECTED).isAccepted())
                .isTrue();
    }

    @Test
    void a_revoked_platform_is_never_accepted() {
        platform.withStatus("Revoked");

        assertThat(judge(accepting(EnumSet.complementOf(EnumSet.of(TcbStatus.REVOKED)), Set.of()), EXPECTED)
                        .objectionText())
                .isEqualTo("""
                        a.quote:
                            The platform's TCB status is Revoked.
                              accepted by  nothing. Do not trust this enclave.""");
    }

    @Test
    void an_advisory_has_to_be_accepted_besides_the_status() {
        platform.withStatus("SWHardeningNeeded", "INTEL-SA-00615", "INTEL-SA-00289");
        Set<TcbStatus> statuses = AttestationPolicy.statuses(List.of("SWHardeningNeeded"));

        assertThat(judge(accepting(statuses, Set.of("INTEL-SA-00615")), EXPECTED)
                        .objectionText())
                .isEqualTo("""
                        a.quote:
                            Security advisories apply to the platform: INTEL-SA-00289.
                              accepted by  -Dgramine.acceptedAdvisories=INTEL-SA-00289,INTEL-SA-00615""");
        assertThat(judge(accepting(statuses, Set.of("INTEL-SA-00615", "INTEL-SA-00289")), EXPECTED)
                        .isAccepted())
                .isTrue();
    }

    @Test
    void a_debug_enclave_has_to_be_accepted() {
        platform.withDebug();

        assertThat(judge(STRICTEST, EXPECTED).objectionText()).isEqualTo("""
                        a.quote:
                            It is a debug enclave: its memory can be read from outside.
                              accepted by  -Dgramine.acceptDebug=true""");
        assertThat(judge(new AttestationPolicy(STRICTEST.acceptedTcb(), Set.of(), true, 0, false), EXPECTED)
                        .isAccepted())
                .isTrue();
    }

    @Test
    void in_production_nothing_accepts_a_debug_enclave_or_a_root_of_ones_own() {
        platform.withDebug();
        AttestationPolicy production = new AttestationPolicy(STRICTEST.acceptedTcb(), Set.of(), false, 0, true);

        assertThat(judge(production, EXPECTED).objectionText()).isEqualTo("""
                        a.quote:
                            The trusted root is not Intel's; in production it has to be.
                              accepted by  nothing. Remove gramine.attestationRoot.
                            It is a debug enclave: its memory can be read from outside.
                              accepted by  nothing. Do not trust this enclave.""");
    }

    @Test
    void collateral_older_than_what_was_seen_is_an_objection() {
        AttestationPolicy policy = new AttestationPolicy(STRICTEST.acceptedTcb(), Set.of(), false, 18, false);

        assertThat(judge(policy, EXPECTED).objectionText()).isEqualTo("""
                        a.quote:
                            The collateral is older than other collateral that was seen.
                              expected     tcbEvaluationDataNumber 18 or higher
                              found        17
                              accepted by  -Dgramine.minTcbEvaluation=17""");
        assertThat(judge(new AttestationPolicy(STRICTEST.acceptedTcb(), Set.of(), false, 17, false), EXPECTED)
                        .isAccepted())
                .isTrue();
    }

    @Test
    void all_objections_are_collected() {
        platform.withDebug().withStatus("OutOfDate", "INTEL-SA-00615");

        assertThat(judge(new AttestationPolicy(STRICTEST.acceptedTcb(), Set.of(), false, 18, false))
                        .objections())
                .hasSize(5);
    }

    @Test
    void a_quote_that_proves_nothing_has_the_step_as_its_one_objection() {
        QuoteVerdict verdict = judge(FakePlatform.AT.plusSeconds(10_000_000), STRICTEST, EXPECTED);

        assertThat(verdict.verified()).isEmpty();
        assertThat(verdict.objections())
                .singleElement()
                .satisfies(objection -> assertThat(objection.check()).isEqualTo("revocation-lists"))
                .satisfies(objection -> assertThat(objection.problem()).startsWith("Root CRL has expired at"));
        assertThat(verdict.summary())
                .containsEntry("verdict", "refused")
                .containsEntry("enclave", null)
                .containsEntry("platform", null)
                .containsEntry("collateral", null);
    }

    @Test
    void the_processor_itself_is_not_named() {
        assertThat(judge(STRICTEST, EXPECTED).summary().toString()).doesNotContain("00112233445566778899aabbccddeeff");
    }

    private static AttestationPolicy accepting(Set<TcbStatus> statuses, Set<String> advisories) {
        return new AttestationPolicy(statuses, advisories, false, 0, false);
    }

    private QuoteVerdict judge(AttestationPolicy policy, ExpectedFact... expected) {
        return judge(FakePlatform.AT, policy, expected);
    }

    private QuoteVerdict judge(Instant at, AttestationPolicy policy, ExpectedFact... expected) {
        QuoteJudge judge = new QuoteJudge(
                policy, TrustedRoot.read(platform.rootDer(), "root"), CollateralReader.read(platform.collateral()), at);
        return judge.judge("a.quote", platform.quote(), new ArrayList<>(List.of(expected)));
    }
}
