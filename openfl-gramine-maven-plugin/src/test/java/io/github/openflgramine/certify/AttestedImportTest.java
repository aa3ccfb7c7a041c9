package io.github.openflgramine.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a participant of an attested federation accepts from its authority. */
final class AttestedImportTest extends AttestedFixture {

    private static final String ANSWER = "agg_to_col_one_signed_cert.zip";

    @Test
    void the_aggregator_is_judged_and_its_certificate_becomes_the_pin() throws IOException {
        Path answer = certified();
        Files.writeString(hospital.resolve("enrolment/challenge.json"), "answered");
        collaborators(hospital).accept(answer, YES, NOW);

        assertThat(hospital.resolve("cert/aggregator.crt"))
                .hasSameBinaryContentAs(center.resolve("cert/server/agg_agg.example.org.crt"));
        assertThat(hospital.resolve("evidence/agg_agg.example.org.zip"))
                .hasSameBinaryContentAs(center.resolve("evidence/agg_agg.example.org.zip"));
        assertThat(hospital.resolve("evidence/col_one.zip")).exists();
        assertThat(hospital.resolve("enrolment/challenge.json")).doesNotExist();
        assertThat(hospital.resolve("cert/client/col_one.key")).doesNotExist();
        audit(hospital.resolve("evidence"), NOW);
    }

    @Test
    void the_hospital_s_own_policy_decides() throws IOException {
        Path answer = certified();
        platform.withStatus("SWHardeningNeeded", "INTEL-SA-00615");

        assertRefusedHere(
                () -> collaborators(hospital).accept(answer, YES, NOW),
                "agg_agg.example.org.zip:",
                "-Dgramine.acceptedTcb=UpToDate,SWHardeningNeeded");
        trustsTestRoot = false;
        assertRefusedHere(() -> collaborators(hospital).accept(answer, YES, NOW), "Not accepted");
    }

    @Test
    void an_aggregator_without_evidence_is_not_accepted() throws IOException {
        certified();
        attested(false, true);
        Files.delete(center.resolve("evidence/agg_agg.example.org.zip"));
        collaborators(center).certify(answer(challenge(ONE, NOW, true), request(ONE)), VALIDITY, NOBODY, true);
        attested(true, true);
        assertRefusedHere(
                () -> collaborators(hospital).accept(center.resolve(ANSWER), YES, NOW),
                "The aggregator is accepted with evidence of its enclave only",
                "has no certificate of the aggregator");

        collaborators(center).certify(answer(challenge(ONE, NOW, true), request(ONE)), VALIDITY, NOBODY, true);
        assertRefusedHere(
                () -> collaborators(hospital).accept(center.resolve(ANSWER), YES, NOW),
                "has no evidence of the aggregator agg.example.org");
    }

    @Test
    void evidence_of_another_key_than_the_aggregator_s_is_not_accepted() throws IOException {
        certified();
        Path evidence = center.resolve("evidence/agg_agg.example.org.zip");
        byte[] ofFirst = Files.readAllBytes(evidence);
        aggregators(center)
                .certifyPackage(answer(challenge(AGGREGATOR, NOW, true), request(AGGREGATOR)), VALIDITY, NOBODY, true);
        Files.write(evidence, ofFirst);
        collaborators(center).certify(answer(challenge(ONE, NOW, true), request(ONE)), VALIDITY, NOBODY, true);

        assertRefusedHere(
                () -> collaborators(hospital).accept(center.resolve(ANSWER), YES, NOW),
                "has evidence for another key than that of the aggregator agg.example.org");
    }

    @Test
    void after_the_aggregator_enrolled_again_a_hospital_imports_its_answer_again_and_does_not_enrol()
            throws IOException {
        collaborators(hospital).accept(certified(), YES, NOW);
        Path certificate = hospital.resolve("cert/client/col_one.crt");
        byte[] before = Files.readAllBytes(certificate);
        aggregators(center)
                .certifyPackage(answer(challenge(AGGREGATOR, NOW, true), request(AGGREGATOR)), VALIDITY, NOBODY, true);

        collaborators(center).certify("one", VALIDITY, NOBODY, false);
        collaborators(hospital).accept(center.resolve(ANSWER), NOBODY, NOW);

        assertThat(said).contains("The collaborator one is certified already; writing its answer again");
        assertThat(hospital.resolve("cert/aggregator.crt"))
                .hasSameBinaryContentAs(center.resolve("cert/server/agg_agg.example.org.crt"));
        assertThat(certificate).hasBinaryContent(before);
        audit(hospital.resolve("evidence"), NOW);
    }

    @Test
    void an_answer_to_another_request_is_refused() throws IOException {
        Path answer = certified();
        pack(request(ONE));
        assertRefusedHere(
                () -> collaborators(hospital).accept(answer, YES, NOW),
                "The certificate of collaborator one does not match the request in");
        Files.delete(hospital.resolve("enrolment/col_one_to_agg_cert_request.zip"));
        assertRefusedHere(
                () -> collaborators(hospital).accept(answer, YES, NOW), "this directory has no request of its enclave");
    }

    @Test
    void without_measurements_an_answer_with_evidence_is_not_imported() throws IOException {
        Path answer = certified();

        assertRefusedHere(
                () -> new CollaboratorCertificates(hospital, log()).accept(answer, YES, NOW),
                "nothing tells which enclaves are expected");
    }

    @Test
    void an_authority_elsewhere_certifies_the_aggregator_by_packages_too() throws IOException {
        certifyAggregator();
        Path answer = center.resolve("agg_to_agg_agg.example.org_signed_cert.zip");
        assertThatThrownBy(() -> collaborators(hospital).accept(answer, YES, NOW))
                .hasMessageContaining("This is for the aggregator agg.example.org, and not for a collaborator.");
        aggregators(hospital).accept(answer, YES, NOW);

        assertThat(CertDirectory.of(hospital).certificate(AGGREGATOR)).exists();
        assertThat(hospital.resolve("cert/aggregator.crt")).doesNotExist();
        assertThatThrownBy(() -> aggregators(center).certifyPackage(pack(request(ONE)), VALIDITY, YES, false))
                .hasMessageContaining("This is for the collaborator one, and not for an aggregator.");
    }

    @Test
    void a_plain_aggregator_s_packages_go_to_and_fro_as_well() throws IOException {
        attested(false, false);
        Path machine = Files.createDirectories(directory.resolve("machine"));
        aggregators(machine).request("agg.example.org", KeyAlgorithm.EC, false);
        Path zip = machine.resolve("agg_agg.example.org_to_agg_cert_request.zip");
        aggregators(center).certifyPackage(zip, VALIDITY, YES, false);
        aggregators(machine).accept(center.resolve("agg_to_agg_agg.example.org_signed_cert.zip"), YES, NOW);

        assertThat(machine.resolve("cert/server/agg_agg.example.org.crt")).exists();
        Participant other = Participant.aggregator("other.example.org");
        assertThat(CertDirectory.of(machine).certificate(other)).doesNotExist();
    }

    private Path certified() throws IOException {
        certifyAggregator();
        certify(answer(challenge(ONE), request(ONE)));
        return center.resolve(ANSWER);
    }

    private void assertRefusedHere(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(GraminizeException.class).hasMessageContainingAll(words);
        assertThat(hospital.resolve("cert")).doesNotExist();
        assertThat(hospital.resolve("evidence")).doesNotExist();
    }
}
