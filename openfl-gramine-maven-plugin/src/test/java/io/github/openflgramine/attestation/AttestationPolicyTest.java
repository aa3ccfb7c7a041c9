package io.github.openflgramine.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.TcbStatus;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class AttestationPolicyTest {

    private static final Set<TcbStatus> UP_TO_DATE = Set.of(TcbStatus.UP_TO_DATE);

    @Test
    void the_strictest_accepts_nothing_but_up_to_date() {
        AttestationPolicy policy = AttestationPolicy.strictest();

        assertThat(policy.acceptedTcb()).containsExactly(TcbStatus.UP_TO_DATE);
        assertThat(policy.acceptedAdvisories()).isEmpty();
        assertThat(policy.acceptDebug()).isFalse();
        assertThat(policy.minTcbEvaluation()).isZero();
    }

    @Test
    void statuses_have_intels_names() {
        assertThat(AttestationPolicy.statuses(List.of("UpToDate", "SWHardeningNeeded")))
                .containsExactlyInAnyOrder(TcbStatus.UP_TO_DATE, TcbStatus.SW_HARDENING_NEEDED);
        refuses(
                () -> AttestationPolicy.statuses(List.of("OUT_OF_DATE")),
                "gramine.acceptedTcb has OUT_OF_DATE, which is not a status. Give any of: UpToDate, SWHardeningNeeded,"
                        + " ConfigurationNeeded, ConfigurationAndSWHardeningNeeded, OutOfDate,"
                        + " OutOfDateConfigurationNeeded");
    }

    @Test
    void revoked_cannot_be_accepted() {
        refuses(
                () -> new AttestationPolicy(Set.of(TcbStatus.REVOKED), Set.of(), false, 0, false),
                "gramine.acceptedTcb has Revoked, which is never accepted. Remove it.");
    }

    @Test
    void advisories_are_accepted_by_id() {
        refuses(
                () -> new AttestationPolicy(UP_TO_DATE, Set.of("*"), false, 0, false),
                "gramine.acceptedAdvisories has *, which is not the id of an advisory. Give ids such as INTEL-SA-00615.");
    }

    @Test
    void a_number_of_evaluation_data_is_not_negative() {
        refuses(
                () -> new AttestationPolicy(UP_TO_DATE, Set.of(), false, -1, false),
                "gramine.minTcbEvaluation=-1 is negative. Correct it.");
    }

    @Test
    void a_debug_enclave_cannot_be_accepted_in_production() {
        refuses(
                () -> new AttestationPolicy(UP_TO_DATE, Set.of(), true, 0, true),
                "gramine.acceptDebug=true is refused in production: a debug enclave keeps no secret."
                        + " Remove it, or gramine.production.");
    }

    @Test
    void an_expected_value_has_the_form_of_its_fact() {
        assertThat(new ExpectedFact(Fact.MRENCLAVE, "AB".repeat(32), "m").value())
                .isEqualTo("ab".repeat(32));
        refuses(
                () -> new ExpectedFact(Fact.MRENCLAVE, "ab", "m.json"),
                "m.json has no valid mrenclave: ab. Correct it.");
        refuses(() -> new ExpectedFact(Fact.ISV_SVN, "-1", "m"), "m has no valid isv_svn: -1. Correct it.");
        refuses(() -> new ExpectedFact(Fact.REPORT_DATA, "abc", "m"), "m has no valid report_data: abc. Correct it.");
        refuses(
                () -> new ExpectedFact(Fact.REPORT_DATA, "00".repeat(65), "m"),
                "m has no valid report_data: %s. Correct it.".formatted("00".repeat(65)));
    }

    @Test
    void facts_have_the_names_of_measurements() {
        assertThat(Fact.named("isv_prod_id")).contains(Fact.ISV_PROD_ID);
        assertThat(Fact.named("enclave_size")).isEmpty();
    }

    @Test
    void what_proves_nothing_needs_an_objection() {
        assertThatThrownBy(() -> new QuoteVerdict("a.quote", Optional.empty(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refuses(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(GraminizeException.class).hasMessage(message);
    }
}
