package io.github.openflgramine.certify;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.attestation.EnrolmentReportData;
import io.github.openflgramine.attestation.SeenEvaluations;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.enrolment.Audit;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.enrolment.EnrolmentChallenge;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.NewAuthority;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.verify.CollateralSource;
import io.github.openflgramine.verify.QuoteVerdicts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An authority and a hospital of an attested federation, and a processor that makes any quote. */
abstract class AttestedFixture {

    static final Instant NOW = FakePlatform.AT;
    static final Validity VALIDITY = new Validity(NOW, NOW.plus(Duration.ofDays(90)));
    static final HashConfirmation NOBODY = new HashConfirmation(Optional.empty(), Optional.empty());
    static final HashConfirmation YES = new HashConfirmation(Optional.empty(), Optional.of(question -> true));
    static final Participant AGGREGATOR = Participant.aggregator("agg.example.org");
    static final Participant ONE = Participant.collaborator("one");
    static final Map<Role, String> MRENCLAVE =
            Map.of(Role.AGGREGATOR, "a6".repeat(32), Role.COLLABORATOR, "c0".repeat(32));

    private static NewAuthority authority;

    @TempDir
    Path directory;

    final List<String> said = new ArrayList<>();
    FakePlatform platform = new FakePlatform();
    Optional<FakePlatform> collateralOf = Optional.empty();
    Set<TcbStatus> acceptedTcb = Set.of(TcbStatus.UP_TO_DATE);
    boolean production;
    boolean trustsTestRoot = true;
    Path center;
    Path hospital;
    Path measurements;

    @BeforeAll
    static void makeAnAuthorityOnce() {
        authority = NewAuthority.create(VALIDITY, KeyAlgorithm.EC);
    }

    @BeforeEach
    void directories() throws IOException {
        center = Files.createDirectories(directory.resolve("center"));
        hospital = Files.createDirectories(directory.resolve("hospital"));
        new CertWriter(CertDirectory.of(center)).write(authority);
        measurements = directory.resolve("measurements.json");
        attested(true, true);
    }

    void attested(boolean aggregator, boolean collaborator) throws IOException {
        Files.writeString(measurements, """
                {"roles": {"aggregator": {"mrenclave": "%s", "isv_prod_id": 7, "isv_svn": 3, "attested": %s},
                "collaborator": {"mrenclave": "%s", "isv_prod_id": 7, "isv_svn": 3, "attested": %s}}}
                """.formatted(
                        MRENCLAVE.get(Role.AGGREGATOR), aggregator, MRENCLAVE.get(Role.COLLABORATOR), collaborator));
    }

    BuildLog log() {
        return new BuildLog(said::add, said::add);
    }

    EnclaveJudge.Setup setup() throws IOException {
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        Path collateral = Files.write(
                inputs.resolve("collateral.json"), collateralOf.orElse(platform).collateral());
        return new EnclaveJudge.Setup(
                Optional.of(measurements),
                new AttestationPolicy(acceptedTcb, Set.of(), false, 0, production),
                new CollateralSource(
                        Optional.of(collateral),
                        any -> {
                            throw new AssertionError("collateral is given");
                        },
                        false),
                trustsTestRoot
                        ? Optional.of(Files.write(inputs.resolve("root.der"), platform.rootDer()))
                        : Optional.empty(),
                new SeenEvaluations(directory.resolve("seen")));
    }

    private Enrolment enrolment(Path workspace) throws IOException {
        return new Enrolment(workspace, new EnclaveJudge(setup(), log()));
    }

    CollaboratorCertificates collaborators(Path workspace) throws IOException {
        return new CollaboratorCertificates(workspace, enrolment(workspace), log());
    }

    AggregatorCertificates aggregators(Path workspace) throws IOException {
        return new AggregatorCertificates(workspace, enrolment(workspace), log());
    }

    Challenge challenge(Participant participant) throws IOException {
        return challenge(participant, NOW, false);
    }

    Challenge challenge(Participant participant, Instant issued, boolean renew) throws IOException {
        new EnrolmentChallenge(center, log()).create(participant, renew, issued);
        return Challenge.read(
                Files.readAllBytes(center.resolve(participant.fileStem() + "_challenge.json")), "challenge");
    }

    static CertificateRequest request(Participant participant) {
        return CertificateOrder.of(participant, KeyAlgorithm.EC).request();
    }

    /** Sets up the processor's enclave for what the challenge asks, and returns the package with its quote. */
    Path answer(Challenge challenge, CertificateRequest request) throws IOException {
        platform.withMrenclave(MRENCLAVE.get(request.participant().role()));
        platform.withReportData(EnrolmentReportData.of(request.keySha256(), request.der(), challenge.nonce())
                .bytes());
        return pack(request, platform.quote());
    }

    Path pack(CertificateRequest request, byte[]... quotes) throws IOException {
        String stem = request.participant().fileStem();
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put(stem + ".csr", request.pem().getBytes(US_ASCII));
        for (byte[] quote : quotes) {
            files.put(stem + ".quote", quote);
        }
        Path exchange = Files.createDirectories(hospital.resolve("enrolment"));
        return zip(exchange.resolve(RequestPackage.fileName(request.participant())), files);
    }

    static Path zip(Path file, Map<String, byte[]> files) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var entry : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    void certify(Path zip) throws IOException {
        collaborators(center).certify(zip, VALIDITY, NOBODY, false);
    }

    /** Certifies the aggregator on a processor of its own. */
    void certifyAggregator() throws IOException {
        platform.withPpid(Octets.ofHex("a9".repeat(16)).bytes());
        aggregators(center).certifyPackage(answer(challenge(AGGREGATOR), request(AGGREGATOR)), VALIDITY, NOBODY, false);
        platform.withPpid(Octets.ofHex("01".repeat(16)).bytes());
    }

    void audit(Path evidence, Instant at) throws IOException {
        QuoteVerdicts verdicts = new Audit(setup(), log()).judge(evidence, at, false);
        ResultSchema.printed("audit", verdicts.summary());
        verdicts.requireAcceptance();
    }

    /** Asserts one message without the quote's identifier of the processor, and that nobody was certified. */
    void assertRefused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("01".repeat(16));
        assertThat(center.resolve("cert/client/col_one.crt")).doesNotExist();
        assertThat(center.resolve("evidence/col_one.zip")).doesNotExist();
        assertThat(center.resolve("plan/cols.yaml")).doesNotExist();
    }
}
