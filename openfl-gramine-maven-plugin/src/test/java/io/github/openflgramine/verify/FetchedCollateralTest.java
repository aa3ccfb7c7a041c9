package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.attestation.SeenEvaluations;
import io.github.openflgramine.dcap.CollateralReader;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.pcs.CollateralService;
import io.github.openflgramine.pcs.Connection;
import io.github.openflgramine.pcs.FakePccs;
import io.github.openflgramine.pcs.ProvisioningService;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quotes without a collateral file, with a PCCS on loopback. */
final class FetchedCollateralTest {

    private static final Instant LATER = FakePlatform.AT.plus(Duration.ofDays(10));

    @TempDir
    Path directory;

    private final FakePlatform platform = new FakePlatform();
    private final List<String> log = new ArrayList<>();

    private FakePccs pccs;
    private CollateralService service;
    private SeenEvaluations seen;
    private Path quote;
    private Instant at = FakePlatform.AT;
    private boolean isAudit;
    private int minTcbEvaluation;

    @BeforeEach
    void start() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        pccs = new FakePccs(platform.collateral());
        service = ProvisioningService.caching(
                pccs.url(),
                new Connection(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(pccs.certificate(other.resolve("pccs.pem"))),
                        Connection.TIMEOUT));
        seen = new SeenEvaluations(other.resolve("seen"));
        Files.write(other.resolve("root.der"), platform.rootDer());
        quote = Files.write(directory.resolve("a.quote"), platform.quote());
    }

    @AfterEach
    void stop() {
        pccs.close();
    }

    @Test
    void collateral_is_fetched_once_and_kept_next_to_the_quote() throws Exception {
        judge(quote).requireAcceptance();
        assertThat(kept()).exists();
        assertThat(log)
                .contains(
                        "Fetching collateral for processors with FMSPC 00906ed50000 from " + pccs.url() + FakePccs.PATH,
                        "Collateral kept in " + kept());

        pccs.close();
        judge(quote).requireAcceptance();
    }

    @Test
    void the_quotes_of_a_directory_share_what_is_fetched() throws Exception {
        Files.write(
                directory.resolve("b.quote"), platform.withPpid(new byte[16]).quote());

        judge(directory).requireAcceptance();

        assertThat(pccs.received()).hasSize(4);
        assertThat(directory.resolve("b.quote.collateral.json")).hasSameBinaryContentAs(kept());
    }

    @Test
    void a_quote_that_cannot_be_read_needs_no_collateral() throws Exception {
        Files.write(quote, new byte[100]);

        assertThatThrownBy(() -> judge(quote).requireAcceptance()).hasMessageContaining("Quote has 100 bytes");
        assertThat(pccs.received()).isEmpty();
    }

    @Test
    void kept_collateral_that_has_expired_is_fetched_again() throws Exception {
        Files.write(kept(), until(LATER.minusSeconds(1)));
        at = LATER;

        judge(quote).requireAcceptance();
        assertThat(pccs.received()).hasSize(4);
    }

    @Test
    void kept_collateral_that_is_damaged_or_from_another_platform_is_fetched_again() throws Exception {
        for (byte[] unusable :
                List.of(new byte[0], "{}".getBytes(StandardCharsets.US_ASCII), new FakePlatform().collateral())) {
            int before = pccs.received().size();
            Files.write(kept(), unusable);

            judge(quote).requireAcceptance();
            assertThat(pccs.received()).hasSize(before + 4);
        }
    }

    @Test
    void kept_collateral_that_cannot_be_replaced_is_named_with_its_problem() throws Exception {
        Files.write(kept(), until(LATER.minusSeconds(1)));
        at = LATER;
        pccs.route(FakePccs.TCB, exchange -> exchange.sendResponseHeaders(404, -1));

        assertThatThrownBy(() -> judge(quote))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(pccs.url() + FakePccs.TCB)
                .hasMessageContaining(kept() + " is not usable: TCB info has expired at ");
    }

    @Test
    void stale_collateral_is_refused_and_not_kept() throws Exception {
        pccs.serve(until(LATER.minusSeconds(1)));
        at = LATER;

        assertThatThrownBy(() -> judge(quote))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(pccs.url() + FakePccs.PATH
                        + " answered with collateral that is not usable: TCB info has expired at ");
        assertThat(kept()).doesNotExist();
    }

    @Test
    void collateral_that_nobody_signed_is_refused_and_not_kept() throws Exception {
        pccs.serve(new FakePlatform().collateral());

        assertThatThrownBy(() -> judge(quote))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(pccs.url() + FakePccs.PATH + " answered with collateral that is not usable: ");
        assertThat(kept()).doesNotExist();
    }

    @Test
    void collateral_older_than_the_newest_seen_is_refused_though_it_is_in_date() throws Exception {
        byte[] old = platform.collateral();
        pccs.serve(platform.withEvaluation(18).collateral());
        judge(quote).requireAcceptance();
        Files.delete(kept());
        pccs.serve(old);

        assertThatThrownBy(() -> judge(quote).requireAcceptance())
                .hasMessageContaining(
                        "The collateral is older than other collateral that was seen for this kind of processor.\n"
                                + "      expected     tcbEvaluationDataNumber 18 or higher (" + seen.file() + ")\n"
                                + "      found        17\n"
                                + "      accepted by  nothing.");
    }

    @Test
    void kept_collateral_older_than_the_newest_seen_is_fetched_again() throws Exception {
        judge(quote).requireAcceptance();
        pccs.serve(platform.withEvaluation(18).collateral());
        Path other = Files.write(directory.resolve("b.quote"), platform.quote());
        judge(other).requireAcceptance();

        judge(quote).requireAcceptance();
        assertThat(CollateralReader.read(Files.readAllBytes(kept())))
                .isEqualTo(CollateralReader.read(Files.readAllBytes(directory.resolve("b.quote.collateral.json"))));
    }

    @Test
    void the_newest_of_a_directory_counts_for_all_of_it() throws Exception {
        Files.write(
                directory.resolve("b.quote"), platform.withPpid(new byte[16]).quote());
        Files.write(kept(), platform.collateral());
        Files.write(
                directory.resolve("b.quote.collateral.json"),
                platform.withEvaluation(18).collateral());

        assertThatThrownBy(() -> judge(directory).requireAcceptance())
                .hasMessageContaining(quote + ":\n    The collateral is older")
                .message()
                .doesNotContain("b.quote:");
    }

    @Test
    void an_audit_neither_needs_the_newest_nor_changes_it() throws Exception {
        Files.write(kept(), platform.collateral());
        pccs.serve(platform.withEvaluation(18).collateral());
        judge(Files.write(directory.resolve("b.quote"), platform.quote())).requireAcceptance();
        String before = Files.readString(seen.file());
        Files.write(
                directory.resolve("b.quote.collateral.json"),
                platform.withEvaluation(19).collateral());

        isAudit = true;
        judge(quote).requireAcceptance();
        judge(directory.resolve("b.quote")).requireAcceptance();

        assertThat(seen.file()).hasContent(before);
    }

    @Test
    void a_higher_number_can_be_demanded() throws Exception {
        minTcbEvaluation = 18;

        assertThatThrownBy(() -> judge(quote).requireAcceptance())
                .hasMessageContaining("tcbEvaluationDataNumber 18 or higher")
                .hasMessageContaining("-Dgramine.minTcbEvaluation=17");
    }

    @Test
    void kept_evidence_brings_its_collateral() throws Exception {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        Path zip = directory.resolve("hospital.zip");
        platform.withReportData(order.request().keySha256().bytes());
        evidence(zip, order.request().pem(), platform.collateral());
        pccs.close();

        judge(zip).requireAcceptance();
        assertThat(directory.resolve("hospital.zip.collateral.json")).doesNotExist();
    }

    @Test
    void collateral_of_evidence_that_has_expired_is_fetched_again_and_kept_beside_it() throws Exception {
        CertificateOrder order = CertificateOrder.of(Participant.collaborator("hospital"), KeyAlgorithm.EC);
        Path zip = directory.resolve("hospital.zip");
        platform.withReportData(order.request().keySha256().bytes());
        evidence(zip, order.request().pem(), until(LATER.minusSeconds(1)));
        byte[] before = Files.readAllBytes(zip);
        at = LATER;

        judge(zip).requireAcceptance();
        assertThat(zip).hasBinaryContent(before);
        assertThat(directory.resolve("hospital.zip.collateral.json")).exists();
    }

    private void evidence(Path zip, String request, byte[] collateral) throws IOException {
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(out)) {
            entries.putNextEntry(new ZipEntry("col_hospital.csr"));
            entries.write(request.getBytes(StandardCharsets.US_ASCII));
            entries.putNextEntry(new ZipEntry("col_hospital.quote"));
            entries.write(platform.quote());
            entries.putNextEntry(new ZipEntry("collateral.json"));
            entries.write(collateral);
            entries.putNextEntry(new ZipEntry("policy.json"));
            entries.write("{}".getBytes(StandardCharsets.US_ASCII));
            entries.putNextEntry(new ZipEntry("verdict.json"));
            entries.write("{\"verdict\":\"accepted\"}".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Path kept() {
        return directory.resolve("a.quote.collateral.json");
    }

    private QuoteVerdicts judge(Path quotes) throws IOException {
        return VerifyQuote.judge(
                new VerifyQuote.Request(
                        quotes,
                        new CollateralSource(Optional.empty(), service, false),
                        new QuoteExpectations(
                                new Expectations(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of("aa".repeat(32)),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                QuoteExpectations.NONCE),
                        new AttestationPolicy(Set.of(TcbStatus.UP_TO_DATE), Set.of(), false, minTcbEvaluation, false),
                        Optional.of(directory.resolve("other/root.der")),
                        at,
                        isAudit ? Optional.empty() : Optional.of(seen)),
                new BuildLog(log::add, log::add));
    }

    /** Collateral with TCB info that is valid until then. */
    private byte[] until(Instant end) {
        byte[] collateral = platform.withTcbInfoUntil(end).collateral();
        platform.withTcbInfoUntil(Instant.parse("2026-12-01T00:00:00Z"));
        return collateral;
    }
}
