package io.github.openflgramine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.attestation.EnrolmentReportData;
import io.github.openflgramine.attestation.SeenEvaluations;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.CertificateOrder;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.ImageToStart;
import io.github.openflgramine.run.SgxFiles;
import io.github.openflgramine.verify.CollateralSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine on which an attested image is to enrol. */
final class HostEnrolmentTest {

    private static final String IMAGE = "flowers:1";
    private static final String CHAIN = "the federation's chain";
    private static final String PLAN = """
            network:
              settings:
                agg_addr: Localhost
                agg_port: 50123
            aggregator: {settings: {rounds_to_train: 1, init_state_path: a, best_state_path: b, last_state_path: c}}
            """;

    @TempDir
    private Path root;

    private final List<String> said = new ArrayList<>();
    private final List<Path> used = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private final FakePlatform platform = new FakePlatform().withMrenclave("c0".repeat(32));
    private Function<Participant, CertificateOrder> sealed = this::sealedOnce;
    private Optional<CertificateOrder> key = Optional.empty();
    private FakeHost host;
    private Path aesm;

    @BeforeEach
    void a_machine_with_aesmd_and_an_attested_image() throws IOException {
        host = new FakeHost(root.resolve("host"))
                .withFlags("sgx sgx_lc")
                .withKernel("6.1.0-18-amd64")
                .withEpc(0, 8L << 30)
                .withQuotes("{\n  \"pccs_url\": \"https://pccs.example.org:8081/sgx/certification/v4/\",\n}\n");
        aesm = Files.createFile(root.resolve("aesm.socket"));
        Files.createFile(root.resolve("sgx_enclave"));
        engine.withImage(
                        IMAGE,
                        Instant.EPOCH,
                        Map.of(
                                ImageLabels.PLAN,
                                Plan.parse(Path.of("plan.yaml"), PLAN).sha256().hex(),
                                ImageLabels.SIGNED,
                                "true",
                                ImageLabels.WORKSPACE,
                                "flowers"))
                .withFile("/workspace/plan/plan.yaml", PLAN)
                .withFile("/workspace/cert/cert_chain.crt", CHAIN)
                .ending("collaborator", 0);
        for (Role role : Role.values()) {
            engine.withFile("/opt/openfl-gramine/" + role.environmentFile(), "OPENFL_GRAMINE_ATTESTED=1\n")
                    .withFile("/opt/openfl-gramine/" + role.manifestFile(), """
                            [[fs.mounts]]
                            path = "/workspace/identity"
                            type = "encrypted"
                            uri = "file:/workspace/identity"
                            key_name = "_sgx_mrenclave"
                            [sgx]
                            enclave_size = "4G"
                            remote_attestation = "dcap"
                            """);
        }
        engine.toStart = this::enclave;
        Files.writeString(root.resolve("measurements.json"), """
                {"image_id": "%s", "roles": {"collaborator": {"mrenclave": "%s", "attested": true},
                "aggregator": {"mrenclave": "%s", "attested": true}}}
                """.formatted(
                        engine.image(IMAGE).orElseThrow().id(), "c0".repeat(32), "a6".repeat(32)));
    }

    @Test
    void an_enrolment_is_tried_and_told_in_a_block_that_names_no_machine() throws IOException {
        assertThat(check(Set.of(Role.COLLABORATOR)).isReady()).isTrue();

        String facts = "MRENCLAVE " + "c0".repeat(32) + ", FMSPC ";
        assertThat(said)
                .contains(
                        "ok    provisioning  " + root.resolve("host/dev/sgx_provision"),
                        "ok    PCCS          pccs.example.org:8081, for aesmd",
                        "ok    sealing by collaborator    a second start opened the sealed key")
                .anyMatch(line -> line.startsWith("ok    enrolment of collaborator  " + facts)
                        && line.endsWith(", TCB status UpToDate"));
        List<String> block = said.subList(
                said.indexOf("Please report this, good or bad (docs/attestation.md says where):"), said.size());
        assertThat(block)
                .hasSize(6)
                .contains(
                        "    processor  Intel(R) Xeon(R) Test, microcode 0xd0003d1",
                        "    kernel  Linux 6.1.0-18-amd64",
                        "    EPC  8192 MB, enclave 4G",
                        "    sealing by collaborator  a second start opened the sealed key")
                .anyMatch(line -> line.startsWith("    enrolment of collaborator  " + facts));
        assertThat(String.join("\n", said)).doesNotContain("Send this to the federation", "01".repeat(16));
        assertThat(used)
                .hasSize(2)
                .allSatisfy(directory -> assertThat(directory).doesNotExist());
    }

    @Test
    void a_platform_that_is_not_accepted_is_a_failure_and_still_worth_a_report() throws IOException {
        platform.withStatus("OutOfDate", "INTEL-SA-00615");

        assertThat(check(Set.of(Role.COLLABORATOR)).isReady()).isFalse();
        assertThat(said)
                .anyMatch(line -> line.startsWith("FAIL  enrolment of collaborator  not accepted: ")
                        && line.contains("OutOfDate"))
                .anyMatch(line -> line.startsWith("    enrolment of collaborator  FAILED: not accepted: "));
    }

    @Test
    void an_enclave_that_forgets_its_key_is_a_failure() throws IOException {
        sealed = HostEnrolmentTest::order;

        assertThat(check(Set.of(Role.COLLABORATOR)).isReady()).isFalse();
        assertThat(said).contains("FAIL  sealing by collaborator    a second start did not open the sealed key");
    }

    @Test
    void what_a_failed_enclave_said_is_shown() throws IOException {
        engine.ending("collaborator", 1).toStart = request -> {};

        assertThat(check(Set.of(Role.COLLABORATOR)).isReady()).isFalse();
        assertThat(said)
                .contains("FAIL  enrolment of collaborator  the enclave ended with status 1")
                .anyMatch(line -> line.contains("hello"));
    }

    @Test
    void what_is_missing_for_quotes_is_named_and_nothing_started() throws IOException {
        Files.delete(aesm);
        Files.delete(root.resolve("host/dev/sgx_provision"));
        Files.delete(root.resolve("host/etc/sgx_default_qcnl.conf"));

        HostVerdict verdict = check(Set.of(Role.COLLABORATOR, Role.AGGREGATOR));

        assertThatThrownBy(verdict::requireReady)
                .hasMessageContaining("cannot run flowers:1 in mode sgx: aesmd, provisioning.");
        assertThat(said)
                .contains(
                        "FAIL  aesmd         " + aesm + " does not exist",
                        "FAIL  provisioning  " + root.resolve("host/dev/sgx_provision") + " does not exist",
                        "?     PCCS          /etc/sgx_default_qcnl.conf names none",
                        "?     enrolment  not tried",
                        "                 What is wrong above prevents it.");
        assertThat(engine.running).isEmpty();
        assertThat(used).isEmpty();
    }

    @Test
    void a_role_that_is_not_attested_does_not_enrol() throws IOException {
        engine.withFile("/opt/openfl-gramine/" + Role.AGGREGATOR.environmentFile(), "PATH=/usr/bin\n");

        assertThat(check(Set.of(Role.AGGREGATOR)).isReady()).isFalse();
        assertThat(said)
                .contains("FAIL  enrolment of aggregator  The image's aggregator is not attested.")
                .anyMatch(line -> line.contains("-Dopenfl.attested=collaborator"));
    }

    @Test
    void an_aggregator_enrols_under_the_plans_address() throws IOException {
        platform.withMrenclave("a6".repeat(32));
        engine.ending("aggregator", 0);

        assertThat(check(Set.of(Role.AGGREGATOR)).isReady()).isTrue();
        assertThat(said).anyMatch(line -> line.startsWith("ok    enrolment of aggregator  MRENCLAVE a6"));
    }

    @Test
    void without_an_image_the_machine_is_checked_and_the_enrolment_is_not_tried() throws IOException {
        HostVerdict verdict = check(Optional.empty(), Set.of(Role.COLLABORATOR));

        assertThat(verdict.isReady()).isTrue();
        assertThat(said)
                .contains("?     enrolment  not tried")
                .anyMatch(line -> line.contains("-Dgramine.measurements="))
                .noneMatch(line -> line.startsWith("Please report"));
    }

    private HostVerdict check(Set<Role> roles) throws IOException {
        return check(Optional.of(IMAGE), roles);
    }

    private HostVerdict check(Optional<String> image, Set<Role> roles) throws IOException {
        BuildLog log = new BuildLog(said::add, said::add);
        ImageChoice choice = new ImageChoice(Optional.empty(), image);
        Optional<Path> measurements = Optional.of(root.resolve("measurements.json"));
        Path collateral = Files.write(root.resolve("collateral.json"), platform.collateral());
        EnclaveJudge judge = new EnclaveJudge(
                new EnclaveJudge.Setup(
                        measurements,
                        AttestationPolicy.strictest(),
                        new CollateralSource(
                                Optional.of(collateral),
                                any -> {
                                    throw new AssertionError("collateral is given");
                                },
                                false),
                        Optional.of(Files.write(root.resolve("root.der"), platform.rootDer())),
                        new SeenEvaluations(root.resolve("seen"))),
                log);
        HostVerdict verdict = new HostCheck(
                        host.host(), engine.address(), Clock.fixed(FakePlatform.AT, ZoneOffset.UTC), log)
                .run(
                        engine,
                        new HostCheck.Request(
                                choice,
                                ActorMode.SGX,
                                new SgxFiles(root.resolve("sgx_enclave"), aesm),
                                Optional.of(new TriedEnrolment(
                                        roles,
                                        new ImageToStart(choice, Optional.empty(), measurements, Optional.empty()),
                                        judge)),
                                Optional.empty()));
        ResultSchema.printed("host-check", verdict.summary());
        return verdict;
    }

    /** Answers the challenge in the directory that the container gets, as the launcher does. */
    private void enclave(ContainerRequest request) {
        Path directory = request.reach().binds().stream()
                .filter(bind -> bind.target().value().equals("/workspace/enrolment"))
                .findFirst()
                .orElseThrow()
                .source();
        used.add(directory.getParent());
        try {
            Challenge challenge = Challenge.read(Files.readAllBytes(directory.resolve("challenge.json")), "challenge");
            assertThat(challenge.chain()).isEqualTo(Sha256.digest(CHAIN.getBytes(StandardCharsets.UTF_8)));
            assertThat(challenge.name()).isEqualTo(challenge.role() == Role.AGGREGATOR ? "localhost" : "host-check");
            Participant participant = new Participant(challenge.role(), challenge.name());
            CertificateRequest csr = sealed.apply(participant).request();
            platform.withReportData(EnrolmentReportData.of(csr.keySha256(), csr.der(), challenge.nonce())
                    .bytes());
            try (OutputStream out = Files.newOutputStream(directory.resolve(RequestPackage.fileName(participant)));
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.putNextEntry(new ZipEntry(participant.fileStem() + ".csr"));
                zip.write(csr.pem().getBytes(StandardCharsets.US_ASCII));
                zip.putNextEntry(new ZipEntry(participant.fileStem() + ".quote"));
                zip.write(platform.quote());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CertificateOrder sealedOnce(Participant participant) {
        CertificateOrder order = key.orElseGet(() -> order(participant));
        key = Optional.of(order);
        return order;
    }

    private static CertificateOrder order(Participant participant) {
        return CertificateOrder.of(participant, KeyAlgorithm.EC);
    }
}
