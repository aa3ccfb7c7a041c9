package io.github.openflgramine.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.Samples;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void a_real_quote_is_refused_with_all_objections_and_the_options_that_accept_it() throws IOException {
        QuoteVerdicts verdicts = VerifyQuote.judge(real(AttestationPolicy.strictest(), Optional.empty()));

        assertThatThrownBy(verdicts::requireAcceptance)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("-Dgramine.acceptedTcb=UpToDate,ConfigurationAndSWHardeningNeeded")
                .hasMessageContaining("-Dgramine.acceptedAdvisories=INTEL-SA-00289,INTEL-SA-00615")
                .hasMessageContaining("-Dgramine.mrenclave=33d8736d");
    }

    @Test
    void a_real_quote_is_accepted_with_those_options() throws IOException {
        String found = json(VerifyQuote.judge(real(AttestationPolicy.strictest(), Optional.empty())))
                .at("/quotes/0/enclave/mrenclave")
                .asText();
        QuoteVerdicts verdicts = VerifyQuote.judge(real(
                new AttestationPolicy(
                        Set.of(TcbStatus.CONFIGURATION_AND_SW_HARDENING_NEEDED),
                        Set.of("INTEL-SA-00289", "INTEL-SA-00615"),
                        false,
                        17,
                        true),
                Optional.of(found)));

        verdicts.requireAcceptance();
        assertThat(verdicts.isAccepted()).isTrue();
        assertThat(verdicts.text(Inspect.Format.TABLE))
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

        assertThat(names(accepted)).containsExactly("verdict", "judged_at", "trusted_root", "quotes");
        for (JsonNode document : List.of(accepted, objected, refused)) {
            assertThat(names(document)).isEqualTo(names(accepted));
            assertThat(names(document.at("/quotes/0")))
                    .containsExactly("quote", "verdict", "enclave", "platform", "collateral", "objections");
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
    void a_directory_without_quotes_is_a_mistake() throws IOException {
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThatThrownBy(() -> judge(empty))
                .hasMessage(
                        "gramine.quote=%s has 0 quotes; expected 1 to 1000. Give a quote, a request package that has one, or a"
                                        .formatted(empty)
                                + " directory of them (*.quote, *.zip).");
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
                Samples.realCollateralFile(),
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
                policy,
                Optional.empty(),
                Samples.REAL_AT);
    }

    private QuoteVerdicts judge(Path quote) throws IOException {
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        return VerifyQuote.judge(new VerifyQuote.Request(
                quote,
                Files.write(inputs.resolve("collateral.json"), platform.collateral()),
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
                AttestationPolicy.strictest(),
                Optional.of(Files.write(inputs.resolve("root.der"), platform.rootDer())),
                FakePlatform.AT));
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
        return new ObjectMapper().readTree(verdicts.text(Inspect.Format.JSON));
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
