package io.github.openflgramine.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.Samples;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyQuoteTest {

    private static final String MRENCLAVE = "aa".repeat(32);

    @TempDir
    Path directory;

    private final FakePlatform platform = new FakePlatform();

    private Optional<Path> measurements = Optional.empty();
    private Optional<String> mrenclave = Optional.of(MRENCLAVE);
    private Optional<Role> role = Optional.empty();
    private Optional<String> reportData = Optional.empty();
    private Optional<String> nonce = Optional.empty();
    private boolean production;
    private final List<String> warnings = new ArrayList<>();

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

    private VerifyQuote.Request real(AttestationPolicy policy, Optional<String> expected) {
        return new VerifyQuote.Request(
                Samples.realQuoteFile(),
                given(Samples.realCollateralFile()),
                new QuoteExpectations(
                        new Expectations(
                                Optional.empty(),
                                Optional.empty(),
                                expected,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        QuoteExpectations.NONCE),
                policy,
                Optional.empty(),
                Samples.REAL_AT,
                Optional.empty());
    }

    private QuoteVerdicts judge(Path quote) throws IOException {
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        return judge(new VerifyQuote.Request(
                quote,
                given(Files.write(inputs.resolve("collateral.json"), platform.collateral())),
                new QuoteExpectations(
                        new Expectations(
                                measurements,
                                Optional.empty(),
                                mrenclave,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        role,
                        reportData,
                        nonce,
                        QuoteExpectations.NONCE),
                new AttestationPolicy(Set.of(TcbStatus.UP_TO_DATE), Set.of(), false, 0, production),
                Optional.of(Files.write(inputs.resolve("root.der"), platform.rootDer())),
                FakePlatform.AT,
                Optional.empty()));
    }

    private QuoteVerdicts judge(VerifyQuote.Request request) throws IOException {
        return VerifyQuote.judge(request, new BuildLog(line -> {}, warnings::add));
    }

    private static CollateralSource given(Path file) {
        return new CollateralSource(
                Optional.of(file),
                platform -> {
                    throw new AssertionError("collateral is given");
                },
                false);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private Path zip(String request, byte[] csr, byte[]... quotes) throws IOException {
        Path file = directory.resolve("request.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(request));
            zip.write(csr);
            for (byte[] quote : quotes) {
                zip.putNextEntry(new ZipEntry("col_hospital.quote"));
                zip.write(quote);
            }
        }
        return file;
    }

    private static JsonNode json(QuoteVerdicts verdicts) throws IOException {
        return ResultSchema.printed("verify-quote", verdicts.summary());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
