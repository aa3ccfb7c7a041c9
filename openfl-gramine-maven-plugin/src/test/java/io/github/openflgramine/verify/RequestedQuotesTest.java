package io.github.openflgramine.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Quotes of certificate requests: their keys, their nonces, and the processors of several participants. */
final class RequestedQuotesTest extends VerifyQuoteFixture {

    @Test
    void a_request_package_is_accepted_if_its_quote_names_the_key_of_its_request() throws IOException {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        platform.withReportData(order.request().keySha256().bytes());

        assertThat(judge(zip("col_hospital.csr", order.request().pem().getBytes(US_ASCII), platform.quote()))
                        .isAccepted())
                .isTrue();
    }

    @Test
    void a_request_package_with_another_request_is_refused() throws IOException {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        QuoteVerdicts verdicts =
                judge(zip("col_hospital.csr", order.request().pem().getBytes(US_ASCII), platform.quote()));

        assertThatThrownBy(verdicts::requireAcceptance)
                .hasMessageContaining("report_data differs from the key of the request in ")
                .hasMessageContaining(order.request().keySha256().hex());
    }

    @Test
    void a_request_package_without_a_quote_is_refused() throws IOException {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        Path zip = zip("col_hospital.csr", order.request().pem().getBytes(US_ASCII));

        assertThatThrownBy(() -> judge(zip))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("holds no file *.quote");
    }

    @Test
    void every_quote_of_a_directory_is_judged() throws IOException {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        byte[] quote = platform.quote();
        write("b.quote", quote);
        write("notes.txt", quote);
        write("a.quote", new FakePlatform().quote());
        platform.withReportData(order.request().keySha256().bytes());
        zip("col_hospital.csr", order.request().pem().getBytes(US_ASCII), platform.quote());

        JsonNode document = json(judge(directory));

        assertThat(document.path("verdict").asText()).isEqualTo("refused");
        assertThat(document.path("quotes"))
                .extracting(found -> Path.of(found.path("quote").asText()).getFileName() + " "
                        + found.path("verdict").asText())
                .containsExactly("a.quote refused", "b.quote accepted", "request.zip accepted");
    }

    @Test
    void a_request_without_a_nonce_is_not_known_to_be_fresh() throws IOException {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        platform.withReportData(order.request().keySha256().bytes());
        Path zip = zip("col_hospital.csr", order.request().pem().getBytes(US_ASCII), platform.quote());

        assertThat(json(judge(zip)).at("/quotes/0/warnings/0").asText())
                .isEqualTo("It was not checked when the quote was made: give the nonce that you sent to the participant"
                        + " (gramine.nonce).");
        assertThat(warnings)
                .hasSize(2)
                .contains("gramine.attestationRoot is not Intel's root: no protection")
                .anyMatch(warning -> warning.startsWith(zip + ": It was not checked"));
    }

    @Test
    void a_nonce_binds_the_quote_to_itself_and_to_the_whole_request() throws Exception {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        MessageDigest second = MessageDigest.getInstance("SHA-256");
        second.update("openfl-gramine enrolment 1\0".getBytes(US_ASCII));
        second.update(new byte[] {2, 0x0a, (byte) 0xbc});
        second.update(order.request().der());
        platform.withReportData(ByteBuffer.allocate(64)
                .put(order.request().keySha256().bytes())
                .put(second.digest())
                .array());
        Path zip = zip("col_hospital.csr", order.request().pem().getBytes(US_ASCII), platform.quote());

        nonce = Optional.of("0ABC");
        assertThat(judge(zip).isAccepted()).isTrue();
        assertThat(warnings).noneMatch(warning -> warning.contains("It was not checked"));
        nonce = Optional.of("0abd");
        assertThatThrownBy(() -> judge(zip).requireAcceptance())
                .hasMessageContaining("report_data differs from the request in " + zip + " with gramine.nonce.");
    }

    @Test
    void a_nonce_that_is_none_or_has_no_request_is_a_mistake() throws IOException {
        Path quote = write("a.quote", platform.quote());
        nonce = Optional.of("00");
        assertThatThrownBy(() -> judge(quote))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("gramine.nonce is given, but " + quote + " has no certificate request");
        for (String none : List.of("", "xy", "0", "00".repeat(256))) {
            nonce = Optional.of(none);
            assertThatThrownBy(() -> judge(quote))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageStartingWith("gramine.nonce is not 1 to 255 bytes as hexadecimal digits.");
        }
    }

    @Test
    void one_processor_under_two_names_is_a_warning() throws IOException {
        byte[] quote = platform.quote();
        write("a.quote", quote);
        write("b.quote", quote);
        write("c.quote", platform.withPpid(new byte[16]).quote());

        QuoteVerdicts verdicts = judge(directory);

        assertThat(verdicts.isAccepted()).isTrue();
        assertThat(json(verdicts).path("quotes"))
                .extracting(found -> found.path("warnings").toString())
                .containsExactly(
                        "[\"One processor has several names: a, b.\"]",
                        "[\"One processor has several names: a, b.\"]",
                        "[]");
        assertThat(ResultFormat.JSON.write(verdicts.summary()) + warnings)
                .doesNotContain("00112233445566778899aabbccddeeff");
    }

    @Test
    void one_processor_under_two_names_is_refused_in_production() throws IOException {
        production = true;
        write("a.quote", platform.quote());
        write("b.quote", platform.quote());

        assertThatThrownBy(() -> judge(directory).requireAcceptance())
                .hasMessageContaining(
                        "One processor has several names: a, b.\n      accepted by  nothing. In production");
    }

    @Test
    void one_name_can_have_several_quotes() throws IOException {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        platform.withReportData(order.request().keySha256().bytes());
        write("col_hospital.quote", platform.quote());
        zip("col_hospital.csr", order.request().pem().getBytes(US_ASCII), platform.quote());

        assertThat(json(judge(directory)).path("quotes"))
                .noneMatch(found -> found.path("warnings").toString().contains("One processor"));
    }

    @Test
    void a_directory_without_quotes_is_a_mistake() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThatThrownBy(() -> judge(empty))
                .hasMessage(
                        "gramine.quote=%s has 0 quotes; expected 1 to 1000. Give a quote, a request package or evidence that has one, or"
                                        .formatted(empty)
                                + " a directory of them (*.quote, *.zip).");
    }
}
