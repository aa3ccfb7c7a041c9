package io.github.openflgramine.certify;

import io.github.openflgramine.Fuzz;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.pki.AnswerPackage;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.RequestPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What participants of an attested federation send each other, from who knows where. */
final class EnrolmentFuzzTest extends AttestedFixture {

    private Challenge asked;
    private Path request;
    private Path hostile;

    @BeforeEach
    void a_participant_that_was_asked() throws IOException {
        certifyAggregator();
        asked = challenge(ONE);
        request = answer(asked, request(ONE));
        hostile = directory.resolve("hostile.zip");
    }

    @Test
    void any_challenge_is_read_as_it_is_written_or_refused() throws IOException {
        Fuzz.fuzz("challenge", List.of(asked.json()), 1, (bytes, more) -> {
            Challenge read = Challenge.read(bytes, "challenge.json");
            if (!Challenge.read(read.json(), "challenge.json").equals(read)) {
                throw new AssertionError("another challenge after it was written again");
            }
        });
    }

    @Test
    void any_request_package_is_read_or_refused() throws IOException {
        certify(request);
        List<byte[]> valid =
                List.of(Files.readAllBytes(request), Files.readAllBytes(center.resolve("evidence/col_one.zip")));
        Fuzz.fuzz("request-package", valid, 1, (bytes, more) -> {
            Files.write(hostile, bytes);
            RequestPackage.read(hostile);
            if (RequestPackage.hasQuote(hostile)) {
                RequestPackage.quote(hostile);
            }
            RequestPackage.collateral(hostile);
            RequestPackage.challenge(hostile);
        });
    }

    @Test
    void what_is_accepted_for_a_challenge_is_the_request_and_the_quote_that_answered_it() throws IOException {
        CertificateRequest original = RequestPackage.read(request);
        byte[] quote = RequestPackage.quote(request);
        EnclaveJudge judge = new EnclaveJudge(setup(), log());
        Fuzz.fuzz("judged-request", List.of(Files.readAllBytes(request)), 4, (bytes, more) -> {
            Files.write(hostile, bytes);
            if (judge.judge(hostile, asked, NOW).isAccepted()
                    && !(Arrays.equals(RequestPackage.read(hostile).der(), original.der())
                            && Arrays.equals(RequestPackage.quote(hostile), quote))) {
                throw new AssertionError("accepted although it was changed");
            }
        });
    }

    @Test
    void any_answer_is_read_or_refused() throws IOException {
        certify(request);
        byte[] answer = Files.readAllBytes(center.resolve("agg_to_col_one_signed_cert.zip"));
        Fuzz.fuzz("answer", List.of(answer), 1, (bytes, more) -> {
            Files.write(hostile, bytes);
            AnswerPackage read = AnswerPackage.read(hostile, NOW);
            read.attested().evidence();
            AnswerPackage.evidence(hostile);
        });
    }
}
