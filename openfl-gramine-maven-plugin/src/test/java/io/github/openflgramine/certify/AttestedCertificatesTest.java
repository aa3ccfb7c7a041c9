package io.github.openflgramine.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.StrictZipEntries;
import io.github.openflgramine.pki.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the authority of an attested federation certifies, and what it does not. */
final class AttestedCertificatesTest extends AttestedFixture {

    @Test
    void evidence_that_answers_a_challenge_is_certified_and_kept_without_a_call() throws IOException {
        certifyAggregator();
        certify(answer(challenge(ONE), request(ONE)));

        assertThat(StrictZipEntries.of(center.resolve("evidence/col_one.zip")))
                .containsExactly("challenge.json", "col_one.csr", "col_one.quote", "collateral.json", "verdict.json");
        assertThat(StrictZipEntries.of(center.resolve("agg_to_col_one_signed_cert.zip")))
                .containsExactly(
                        "cert_chain.crt",
                        "client/col_one.crt",
                        "evidence/agg_agg.example.org.zip",
                        "evidence/col_one.zip",
                        "server/agg_agg.example.org.crt");
        assertThat(center.resolve("plan/cols.yaml")).hasContent("collaborators:\n- one\n");
        assertThat(said)
                .contains(
                        "The key of the collaborator one is in an enclave: MRENCLAVE " + "c0".repeat(32)
                                + ", TCB status UpToDate",
                        "gramine.attestationRoot is not Intel's root: no protection");
    }

    @Test
    void without_a_quote_nobody_is_certified_whatever_is_confirmed() throws IOException {
        certifyAggregator();
        challenge(ONE);
        Path outside = pack(request(ONE));

        assertRefused(
                () -> collaborators(center).certify(outside, VALIDITY, YES, false),
                "The collaborator one is certified with evidence of its enclave only",
                "has no quote",
                "enrolment-challenge");
        collaborators(center).request("one", KeyAlgorithm.EC, false);
        assertRefused(() -> collaborators(center).certify("one", VALIDITY, YES, false), "a request in", "has no quote");
    }

    @Test
    void a_plain_collaborator_of_an_attested_aggregator_is_certified_after_it() throws IOException {
        attested(true, false);
        collaborators(center).request("one", KeyAlgorithm.EC, false);
        assertRefused(
                () -> collaborators(center).certify("one", VALIDITY, YES, false),
                "A collaborator gets the certificate of the attested aggregator, and here are 0");

        certifyAggregator();
        collaborators(center).certify("one", VALIDITY, YES, false);
        assertThat(StrictZipEntries.of(center.resolve("agg_to_col_one_signed_cert.zip")))
                .contains("server/agg_agg.example.org.crt", "evidence/agg_agg.example.org.zip");
    }

    @Test
    void without_measurements_nothing_is_decided_about_a_quote() throws IOException {
        Path zip = answer(challenge(ONE), request(ONE));
        CollaboratorCertificates unknowing = new CollaboratorCertificates(center, log());

        assertRefused(
                () -> unknowing.certify(zip, VALIDITY, YES, false),
                "nothing tells which enclaves are expected",
                "-Dgramine.measurements=measurements.json");
        Path plain = pack(request(ONE));
        assertRefused(
                () -> unknowing.certify(plain, VALIDITY, YES, false), "The request of the collaborator one is from an");
    }

    @Test
    void a_challenge_is_answered_once_and_in_time() throws IOException {
        certifyAggregator();
        Path unasked = answer(challenge(ONE), request(ONE));
        Files.delete(center.resolve("cert/challenges/col_one.json"));
        assertRefused(() -> certify(unasked), "There is no open challenge for the collaborator one", "answered before");

        Path late = answer(challenge(ONE, NOW.minus(Duration.ofDays(8)), true), request(ONE));
        assertRefused(() -> certify(late), "col_one.json has expired: it was valid until 2026-11-14T00:00:00Z");

        Path early = answer(challenge(ONE, NOW.plus(Duration.ofDays(400)), true), request(ONE));
        assertRefused(() -> certify(early), "is from the future", "Set this machine's clock.");

        certify(answer(challenge(ONE, NOW, true), request(ONE)));
        assertThat(center.resolve("cert/challenges/col_one.json")).doesNotExist();
        assertThatThrownBy(() -> collaborators(center)
                        .certify(hospital.resolve("enrolment/col_one_to_agg_cert_request.zip"), VALIDITY, NOBODY, true))
                .hasMessageContaining("There is no open challenge");
    }

    @Test
    void a_second_key_for_a_name_needs_renew() throws IOException {
        certifyAggregator();
        challenge(ONE);
        assertThatThrownBy(() -> challenge(ONE)).hasMessageContaining("has a challenge that is still open");
        certify(answer(challenge(ONE, NOW, true), request(ONE)));

        assertThatThrownBy(() -> challenge(ONE)).hasMessageContaining("col_one.crt already exists", "openfl.renew");
        Path second = answer(challenge(ONE, NOW, true), request(ONE));
        assertThatThrownBy(() -> certify(second)).hasMessageContaining("col_one.crt already exists");
        collaborators(center).certify(second, VALIDITY, NOBODY, true);
    }

    @Test
    void a_quote_for_another_challenge_or_request_is_refused() throws IOException {
        certifyAggregator();
        Challenge earlier = challenge(ONE);
        CertificateRequest request = request(ONE);
        Path replayed = answer(earlier, request);
        challenge(ONE, NOW, true);
        assertRefused(
                () -> certify(replayed),
                "report_data differs from the request in " + replayed + " with the challenge.",
                "accepted by  nothing");

        answer(challenge(ONE, NOW, true), request);
        Path swapped = pack(request(ONE), platform.quote());
        assertRefused(() -> certify(swapped), "report_data differs from the request in");
    }

    @Test
    void an_enclave_of_another_role_version_or_kind_is_refused() throws IOException {
        certifyAggregator();
        CertificateRequest request = request(ONE);
        answer(challenge(ONE), request);
        Path ofAggregator =
                pack(request, platform.withMrenclave("a6".repeat(32)).quote());
        assertRefused(() -> certify(ofAggregator), "mrenclave differs from gramine.measurements=" + measurements);
        Path ofOther = pack(request, platform.withMrenclave("00".repeat(32)).quote());
        assertRefused(() -> certify(ofOther), "mrenclave differs from");
        Path debug = pack(
                request, platform.withMrenclave("c0".repeat(32)).withDebug().quote());
        assertRefused(() -> certify(debug), "It is a debug enclave");
    }

    @Test
    void a_platform_in_a_state_that_nobody_accepted_is_refused() throws IOException {
        certifyAggregator();
        platform.withStatus("OutOfDate", "INTEL-SA-00615");
        Path zip = answer(challenge(ONE), request(ONE));

        assertRefused(
                () -> certify(zip),
                "TCB status is OutOfDate",
                "-Dgramine.acceptedTcb=UpToDate,OutOfDate",
                "INTEL-SA-00615",
                "-Dgramine.acceptedAdvisories=INTEL-SA-00615");
        acceptedTcb = Set.of(TcbStatus.UP_TO_DATE, TcbStatus.OUT_OF_DATE);
        assertRefused(() -> certify(zip), "Security advisories apply to the platform: INTEL-SA-00615.");
    }

    @Test
    void a_foreign_root_or_collateral_is_refused() throws IOException {
        certifyAggregator();
        Path zip = answer(challenge(ONE), request(ONE));
        trustsTestRoot = false;
        assertRefused(() -> certify(zip), "Not accepted");
        trustsTestRoot = true;
        collateralOf = Optional.of(new FakePlatform());
        assertRefused(() -> certify(zip), "Not accepted");
        collateralOf = Optional.empty();
        production = true;
        assertRefused(() -> certify(zip), "The trusted root is not Intel's; in production it has to be.");
    }

    @Test
    void collateral_of_another_time_is_refused() throws IOException {
        certifyAggregator();
        Path zip = answer(challenge(ONE), request(ONE));
        platform.withTcbInfoUntil(NOW.minusSeconds(1));
        assertRefused(() -> certify(zip), "Not accepted");
        platform.withTcbInfoUntil(NOW.plusSeconds(1000));
        Map.of("2025-11-15T00:00:00Z", "Set this machine's clock.", "2027-11-15T00:00:00Z", "has expired")
                .forEach((other, words) -> {
                    Instant at = Instant.parse(other);
                    assertRefused(
                            () -> collaborators(center)
                                    .certify(zip, new Validity(at, at.plusSeconds(9)), NOBODY, false),
                            words);
                });
    }

    @Test
    void collateral_that_is_older_than_the_highest_seen_is_refused() throws IOException {
        certifyAggregator();
        platform.withEvaluation(16);
        Path zip = answer(challenge(ONE), request(ONE));

        assertRefused(() -> certify(zip), "The collateral is older than other collateral that was seen");
    }

    @Test
    void two_names_on_one_processor_are_warned_of_and_in_production_refused() throws IOException {
        certifyAggregator();
        certify(answer(challenge(ONE), request(ONE)));
        Participant two = Participant.collaborator("two");
        certify(answer(challenge(two), request(two)));

        assertThat(said).contains("One processor has several names: col_one, col_two. In production this is refused");
        assertThat(String.join("\n", said)).doesNotContain("01".repeat(16));
    }

    @Test
    void collaborators_are_certified_after_the_aggregator_whose_certificate_they_get() throws IOException {
        Path zip = answer(challenge(ONE), request(ONE));

        assertRefused(
                () -> certify(zip),
                "A collaborator gets the certificate of the attested aggregator",
                "aggregator-certify");
    }

    @Test
    void plain_collaborators_of_an_attested_aggregator_need_no_evidence() throws IOException {
        attested(true, false);
        certifyAggregator();
        Path plain = pack(request(ONE));
        collaborators(center).certify(plain, VALIDITY, YES, false);

        assertThat(StrictZipEntries.of(center.resolve("agg_to_col_one_signed_cert.zip")))
                .contains("server/agg_agg.example.org.crt", "evidence/agg_agg.example.org.zip");
    }

    @Test
    void today_s_collateral_decides_in_an_audit() throws IOException {
        certifyAggregator();
        certify(answer(challenge(ONE), request(ONE)));
        audit(center.resolve("evidence"), NOW);

        platform.withStatus("OutOfDate", "INTEL-SA-00615");
        assertThatThrownBy(() -> audit(center.resolve("evidence"), NOW))
                .hasMessageContaining("agg_agg.example.org.zip:\n    The platform's TCB status is OutOfDate.")
                .hasMessageContaining("col_one.zip:\n    The platform's TCB status is OutOfDate.");
        assertThatThrownBy(() -> audit(center.resolve("agg_to_col_one_signed_cert.zip"), NOW))
                .hasMessageContaining("col_one.zip:\n    The platform's TCB status is OutOfDate.");
        assertThatThrownBy(() -> audit(hospital, NOW)).hasMessageContaining("0 quotes");
        assertThatThrownBy(() -> audit(hospital.resolve("evidence"), NOW))
                .hasMessageContaining("There is no evidence in");
        Path empty = zip(directory.resolve("empty.zip"), Map.of("cert_chain.crt", new byte[0]));
        assertThatThrownBy(() -> audit(empty, NOW)).hasMessageContaining("There is no evidence in");
    }
}
