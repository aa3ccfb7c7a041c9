package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * An authority, an aggregator and a hospital, each with a directory of its own, as on three machines. Both actors enrol in mode sgx of
 * the stand-in, whose processor everybody has the keys of: its root is given at each verdict, and each verdict says that it protects
 * nothing.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AttestedFederationTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(AttestedFederationTest.class);
    private static final Path CENTER = DIRECTORY.resolve("attested");
    private static final Path AGGREGATOR = DIRECTORY.resolve("aggregator");
    private static final Path ONE = DIRECTORY.resolve("one");
    private static final Path OUTSIDE = DIRECTORY.resolve("outside-aggregator");
    private static final String OUTSIDE_CONTAINER = "attested-outside";
    private static final Path MEASUREMENTS = CENTER.resolve("target/openfl-gramine/measurements.json");
    private static final Path PLATFORM = Path.of("gramine-standin/platform").toAbsolutePath();
    private static final String IMAGE = "attested:1.0.0-SNAPSHOT";
    private static final String AGGREGATOR_REQUEST = "agg_localhost_to_agg_cert_request.zip";
    private static final String ONE_REQUEST = "col_one_to_agg_cert_request.zip";
    private static final String ONE_ANSWER = "agg_to_col_one_signed_cert.zip";

    @AfterAll
    static void leave_no_containers_and_no_images() {
        Docker.removeContainers("attested-aggregator", "attested-one", OUTSIDE_CONTAINER);
        Docker.remove(IMAGE, IMAGE + "-first");
    }

    @Test
    @Order(1)
    void the_center_makes_an_attested_image() throws IOException {
        MavenBuild.generate(DIRECTORY, "attested", "numpy");
        Path plan = CENTER.resolve("plan/plan.yaml");
        Files.writeString(plan, Files.readString(plan).replaceFirst("rounds_to_train: \\d+", "rounds_to_train: 1"));

        center().with("gramine.signingKey", DIRECTORY.resolve("signing-key.pem").toString())
                .with("openfl.aggregator", "localhost")
                .with("openfl.attested", "true")
                .with("gramine.save", "false")
                .run(
                        MavenBuild.PLUGIN + ":generate-key",
                        MavenBuild.PLUGIN + ":workspace-certify",
                        MavenBuild.PLUGIN + ":plan-initialize",
                        "install")
                .assertSuccess();

        assertThat(Files.readString(MEASUREMENTS)).contains("\"version\": 4", "\"attested\": true", "\"sealed\": true");
    }

    @Test
    @Order(2)
    void a_request_that_was_made_outside_of_an_enclave_is_not_certified() throws IOException {
        Path outside = Files.createDirectories(DIRECTORY.resolve("outside"));
        MavenBuild.in(outside)
                .with("openfl.collaborator", "one")
                .run(MavenBuild.PLUGIN + ":collaborator-generate-cert-request")
                .assertSuccess();

        center().with("openfl.requestPackage", outside.resolve(ONE_REQUEST).toString())
                .run(MavenBuild.PLUGIN + ":collaborator-certify")
                .assertFailure(
                        "collaborator-certify",
                        "The collaborator one is certified with evidence of its enclave only",
                        "has no quote");
    }

    @Test
    @Order(3)
    void the_aggregator_enrols_and_its_challenge_is_used_once() throws IOException {
        MavenResult enrolled = enrol(AGGREGATOR, "agg_localhost", "aggregator");
        assertThat(enrolled.text()).contains("Enrolling aggregator in its enclave", "enrolled. Send enrolment/");

        certify("aggregator", AGGREGATOR.resolve("enrolment").resolve(AGGREGATOR_REQUEST))
                .assertSuccess();
        certify("aggregator", AGGREGATOR.resolve("enrolment").resolve(AGGREGATOR_REQUEST))
                .assertFailure("aggregator-certify", "agg_localhost.crt already exists");

        move(CENTER, "agg_to_agg_localhost_signed_cert.zip", AGGREGATOR);
        judging(participant(AGGREGATOR))
                .with("openfl.import", "agg_to_agg_localhost_signed_cert.zip")
                .with("openfl.chainHash", chainHash())
                .run(MavenBuild.PLUGIN + ":aggregator-certify")
                .assertSuccess();
    }

    @Test
    @Order(4)
    void the_hospital_enrols_and_judges_the_aggregator_itself() throws IOException {
        enrol(ONE, "col_one", "collaborator").assertSuccess();
        MavenResult certified = certify("collaborator", ONE.resolve("enrolment").resolve(ONE_REQUEST));
        certified.assertSuccess();
        assertThat(certified.text())
                .contains(
                        "The key of the collaborator one is in an enclave: MRENCLAVE ",
                        "no protection",
                        "One processor has several names: agg_localhost, col_one");

        move(CENTER, ONE_ANSWER, ONE);
        MavenResult byIntelsRoot = participant(ONE)
                .with("openfl.import", ONE_ANSWER)
                .with("gramine.collateral", PLATFORM.resolve("collateral.json").toString())
                .with("openfl.chainHash", chainHash())
                .run(MavenBuild.PLUGIN + ":collaborator-certify");
        byIntelsRoot.assertFailure("collaborator-certify", "Not accepted:");
        assertThat(byIntelsRoot.text()).contains("agg_localhost.zip:");
        assertThat(ONE.resolve("cert")).doesNotExist();

        judging(participant(ONE))
                .with("openfl.import", ONE_ANSWER)
                .with("openfl.chainHash", chainHash())
                .run(MavenBuild.PLUGIN + ":collaborator-certify")
                .assertSuccess();
        assertThat(ONE.resolve("cert/aggregator.crt"))
                .hasSameBinaryContentAs(CENTER.resolve("cert/server/agg_localhost.crt"));
    }

    @Test
    @Order(5)
    void both_train_with_keys_that_no_host_has() throws Exception {
        Files.createDirectories(AGGREGATOR.resolve("plan"));
        Files.createDirectories(AGGREGATOR.resolve("save"));
        Files.copy(CENTER.resolve("plan/cols.yaml"), AGGREGATOR.resolve("plan/cols.yaml"));
        Files.copy(CENTER.resolve("save/attested_init.pbuf"), AGGREGATOR.resolve("save/attested_init.pbuf"));
        Files.createDirectories(ONE.resolve("data"));
        Files.createDirectories(ONE.resolve("plan"));
        Files.copy(CENTER.resolve("data/iris.csv"), ONE.resolve("data/iris.csv"));
        Files.writeString(ONE.resolve("plan/data.yaml"), "one,1\n");

        CompletableFuture<MavenResult> aggregator =
                CompletableFuture.supplyAsync(() -> start(AGGREGATOR).run(MavenBuild.PLUGIN + ":aggregator-start"));
        start(ONE).run(MavenBuild.PLUGIN + ":collaborator-start").assertSuccess();

        Waiting.end(aggregator).assertSuccess();
        assertThat(AGGREGATOR.resolve("save/attested_last.pbuf")).isNotEmptyFile();
        assertThat(AGGREGATOR.resolve("cert/server/agg_localhost.key")).doesNotExist();
        assertThat(ONE.resolve("cert/client/col_one.key")).doesNotExist();
    }

    @Test
    @Order(6)
    void the_hospital_judges_all_others_again() {
        MavenResult audited = judging(participant(ONE)).run("-q", MavenBuild.PLUGIN + ":audit");
        audited.assertSuccess();
        assertThat(audited.text()).contains("agg_localhost.zip", "col_one.zip", "a root of your own: no protection");

        MavenResult inProduction =
                judging(participant(ONE)).with("gramine.production", "true").run(MavenBuild.PLUGIN + ":audit");
        inProduction.assertFailure("audit", "Not accepted:");
        assertThat(inProduction.text()).contains("The trusted root is not Intel's; in production it has to be.");
    }

    @Test
    @Order(7)
    void an_aggregator_that_runs_outside_of_an_enclave_gets_a_certificate_of_an_authority_that_plays_along()
            throws IOException {
        for (String part : new String[] {"plan", "src", "save", "cert/ca"}) {
            copy(CENTER.resolve(part), OUTSIDE.resolve(part));
        }
        for (String file : new String[] {"cert/cert_chain.crt", ".workspace", "requirements.txt"}) {
            Files.copy(CENTER.resolve(file), OUTSIDE.resolve(file));
        }
        state(MavenBuild.in(OUTSIDE))
                .with("openfl.aggregator", "localhost")
                .run(MavenBuild.PLUGIN + ":aggregator-generate-cert-request", MavenBuild.PLUGIN + ":aggregator-certify")
                .assertSuccess();

        assertThat(OUTSIDE.resolve("cert/server/agg_localhost.crt")).isNotEmptyFile();
    }

    @Test
    @Order(8)
    void the_hospital_does_not_import_its_certificate_with_the_evidence_of_another_key() throws IOException {
        Path forged = Files.copy(ONE.resolve(ONE_ANSWER), ONE.resolve("forged.zip"));
        try (FileSystem zip = FileSystems.newFileSystem(forged)) {
            Files.write(
                    zip.getPath("server/agg_localhost.crt"),
                    Files.readAllBytes(OUTSIDE.resolve("cert/server/agg_localhost.crt")));
        }

        judging(participant(ONE))
                .with("openfl.import", "forged.zip")
                .with("openfl.chainHash", chainHash())
                .run(MavenBuild.PLUGIN + ":collaborator-certify")
                .assertFailure(
                        "collaborator-certify",
                        "The aggregator is accepted with evidence of its enclave only",
                        "has evidence for another key than that of the aggregator localhost");
        assertThat(ONE.resolve("cert/aggregator.crt"))
                .hasSameBinaryContentAs(CENTER.resolve("cert/server/agg_localhost.crt"));
    }

    @Test
    @Order(9)
    void the_enclave_of_the_hospital_does_not_talk_to_it() throws IOException {
        new Fx(OUTSIDE).start(OUTSIDE_CONTAINER, "aggregator", "start");
        try {
            MavenResult started = start(ONE).run(MavenBuild.PLUGIN + ":collaborator-start");

            assertThat(started.text())
                    .contains("does not have the certificate in cert/aggregator.crt")
                    .contains("The actor ended with status 1");
        } finally {
            Docker.removeContainers(OUTSIDE_CONTAINER);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Takes a challenge to a participant, whose start answers it. */
    private static MavenResult enrol(Path directory, String stem, String role) throws IOException {
        MavenBuild challenge = center();
        if (role.equals("collaborator")) {
            challenge.with("openfl.collaborator", stem.substring("col_".length()));
        }
        challenge.run(MavenBuild.PLUGIN + ":enrolment-challenge").assertSuccess();
        Path exchange = Files.createDirectories(directory.resolve("enrolment"));
        Files.move(CENTER.resolve(stem + "_challenge.json"), exchange.resolve("challenge.json"));
        MavenResult started = start(directory).run(MavenBuild.PLUGIN + ":" + role + "-start");
        started.assertSuccess();
        return started;
    }

    private static MavenResult certify(String role, Path request) {
        return judging(center())
                .with("openfl.requestPackage", request.toString())
                .run(MavenBuild.PLUGIN + ":" + role + "-certify");
    }

    private static MavenBuild center() {
        return state(MavenBuild.in(CENTER));
    }

    private static MavenBuild participant(Path directory) {
        return state(MavenBuild.in(directory)).with("gramine.measurements", MEASUREMENTS.toString());
    }

    private static MavenBuild start(Path directory) {
        return participant(directory)
                .with("openfl.image", IMAGE)
                .with("openfl.sgxDevice", "/dev/null")
                .with("openfl.aesmSocket", MEASUREMENTS.toString());
    }

    private static MavenBuild judging(MavenBuild build) {
        return build.with(
                        "gramine.attestationRoot", PLATFORM.resolve("root.pem").toString())
                .with("gramine.collateral", PLATFORM.resolve("collateral.json").toString());
    }

    private static MavenBuild state(MavenBuild build) {
        return build.withEnvironment(
                "XDG_STATE_HOME", DIRECTORY.resolve("state").toString());
    }

    private static String chainHash() {
        String line = CommandLine.run("sha384sum", CENTER.resolve("cert/cert_chain.crt"));
        return line.substring(0, line.indexOf(' '));
    }

    private static void move(Path from, String file, Path to) throws IOException {
        Files.move(from.resolve(file), to.resolve(file));
    }
}
