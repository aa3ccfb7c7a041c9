package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A data scientist and two hospitals, each with a separate directory. The hospitals have neither a project nor Python.
 * Outputs of these goals and of fx 1.9 are mixed wherever possible.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ThreePartiesTest {

    private static final String PLUGIN =
            "io.github.openfl-gramine:openfl-gramine-maven-plugin:" + MavenBuild.setting("it.version");
    private static final Path DIRECTORY = MavenBuild.workDirectory(ThreePartiesTest.class);
    private static final Path CENTER = DIRECTORY.resolve("parties");
    private static final Path ONE = DIRECTORY.resolve("one");
    private static final Path TWO = DIRECTORY.resolve("two");
    private static final Path ARCHIVE = CENTER.resolve("target/parties.tar.gz");
    private static final Path MEASUREMENTS = CENTER.resolve("target/openfl-gramine/measurements.json");
    private static final String IMAGE = "parties:1.0.0-SNAPSHOT";

    @AfterAll
    static void leave_no_containers_and_no_images() {
        Docker.removeContainers("parties-aggregator", "parties-one", "parties-two");
        Docker.remove(IMAGE, IMAGE + "-first");
    }

    @Test
    @Order(1)
    void the_center_makes_the_image() {
        MavenBuild.generate(DIRECTORY, "parties", "numpy");
        Path key = DIRECTORY.resolve("signing-key.pem");
        for (String goal : List.of("generate-key", "workspace-certify", "plan-initialize")) {
            center().with("gramine.signingKey", key.toString())
                    .with("openfl.aggregator", "localhost")
                    .run(PLUGIN + ":" + goal)
                    .assertSuccess();
        }
        center().with("gramine.signingKey", key.toString()).run("install").assertSuccess();
    }

    @Test
    @Order(2)
    void fx_certifies_the_aggregator_with_the_authority_that_was_made_here() throws IOException {
        new Fx(CENTER).run("aggregator", "generate-cert-request", "--fqdn", "localhost");
        new Fx(CENTER).run("aggregator", "certify", "--fqdn", "localhost", "--silent");

        assertThat(CENTER.resolve("cert/server/agg_localhost.crt")).isNotEmptyFile();
    }

    @Test
    @Order(3)
    void a_request_made_here_is_signed_by_fx_and_its_answer_taken_here() throws IOException {
        bringData(ONE, "1", "one");
        MavenResult request =
                hospital(ONE).with("openfl.collaborator", "one").run(PLUGIN + ":collaborator-generate-cert-request");
        request.assertSuccess();

        move(ONE, "col_one_to_agg_cert_request.zip", CENTER);
        List<String> signed = new Fx(CENTER)
                .run("collaborator", "certify", "--request-pkg", "col_one_to_agg_cert_request.zip", "--silent");
        assertThat(String.join("", signed).replaceAll("\\s", "")).contains(request.shownHash());

        move(CENTER, "agg_to_col_one_signed_cert.zip", ONE);
        hospital(ONE)
                .with("openfl.import", "agg_to_col_one_signed_cert.zip")
                .with("openfl.chainHash", chainHash())
                .run(PLUGIN + ":collaborator-certify")
                .assertSuccess();
    }

    /** Returns the hash that the center reports out of band; fx does not print it. */
    private static String chainHash() {
        String line = CommandLine.run("sha384sum", CENTER.resolve("cert/cert_chain.crt"));
        return line.substring(0, line.indexOf(' '));
    }

    @Test
    @Order(4)
    void a_request_made_by_fx_is_signed_here_and_its_answer_taken_by_fx() throws IOException {
        bringData(TWO, "2", "two");
        List<String> shown = new Fx(TWO).run("collaborator", "generate-cert-request", "-n", "two");
        String hash = String.join("", shown).replaceAll("\\s", "").replaceAll(".*?([0-9a-f]{96}).*", "$1");

        move(TWO, "col_two_to_agg_cert_request.zip", CENTER);
        center().with("openfl.requestPackage", "col_two_to_agg_cert_request.zip")
                .with("openfl.requestHash", hash)
                .run(PLUGIN + ":collaborator-certify")
                .assertSuccess();

        move(CENTER, "agg_to_col_two_signed_cert.zip", TWO);
        new Fx(TWO).run("collaborator", "certify", "--import", "agg_to_col_two_signed_cert.zip");
        assertThat(TWO.resolve("cert/client/col_two.crt"))
                .hasSameBinaryContentAs(CENTER.resolve("cert/client/col_two.crt"));
        assertThat(Files.readString(CENTER.resolve("plan/cols.yaml"))).contains("one", "two");
    }

    @Test
    @Order(4)
    void the_center_makes_a_record_kits_and_a_report() {
        center().run(PLUGIN + ":attest", PLUGIN + ":deployment", PLUGIN + ":report")
                .assertSuccess();
        for (String made : List.of("provenance.json", "kits/parties-one.tar", "report.html")) {
            assertThat(CENTER.resolve("target/openfl-gramine").resolve(made)).isNotEmptyFile();
        }
    }

    @Test
    @Order(5)
    void an_aggregator_at_an_address_is_reached_under_a_certificate_that_fx_could_not_have_made() throws IOException {
        Path address = DIRECTORY.resolve("address");
        copyTree(CENTER.resolve("cert/ca"), address.resolve("cert/ca"));
        Files.copy(CENTER.resolve("cert/cert_chain.crt"), address.resolve("cert/cert_chain.crt"));
        for (String goal : List.of("aggregator-generate-cert-request", "aggregator-certify")) {
            MavenBuild.in(address)
                    .with("openfl.aggregator", "127.0.0.1")
                    .run(PLUGIN + ":" + goal)
                    .assertSuccess();
        }

        Path script = DIRECTORY.resolve("handshake.py");
        Files.copy(Path.of("src/test/resources/handshake.py"), script);
        assertThat(new Fx(DIRECTORY).python("handshake.py", "127.0.0.1", "address", "one", "one"))
                .contains("READY");
        assertThat(new Fx(DIRECTORY).python("handshake.py", "localhost", "parties", "two", "two"))
                .contains("READY");
    }

    @Test
    @Order(6)
    void what_is_missing_is_said_before_anything_starts() throws IOException {
        hospital(ONE)
                .run(PLUGIN + ":collaborator-start")
                .assertFailure("collaborator-start", "openfl.image is missing", "NAME.tar.gz");
        hospital(ONE)
                .with("openfl.image", IMAGE)
                .run(PLUGIN + ":collaborator-start")
                .assertFailure(
                        "collaborator-start", "openfl.sgxDevice=/dev/sgx_enclave", "BIOS", "Linux 5.11", "driver");

        Path model = CENTER.resolve("save/parties_init.pbuf");
        Path elsewhere = DIRECTORY.resolve("init.pbuf");
        Files.move(model, elsewhere);
        MavenResult result = center().with("openfl.sgxDevice", "/dev/none").run(PLUGIN + ":aggregator-start");
        Files.move(elsewhere, model);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.text())
                .contains("aggregator cannot start yet, for 2 reasons:")
                .contains("  1. The initial model " + model)
                .contains("  2. Mode sgx needs the device openfl.sgxDevice=/dev/none");
    }

    @Test
    @Order(7)
    void mode_sgx_gives_the_actor_the_device_of_this_machine() {
        MavenResult result = hospital(ONE)
                .with("openfl.image", IMAGE)
                .with("openfl.sgxDevice", "/dev/null")
                .with("openfl.dryRun", "true")
                .run("-q", PLUGIN + ":collaborator-start");

        assertThat(commandOf(result))
                .startsWith("docker --host=")
                .contains(" --device=/dev/null:/dev/sgx_enclave ")
                .contains(" --cap-drop=ALL --read-only --tmpfs=/tmp --security-opt=no-new-privileges ")
                .endsWith(Docker.id(IMAGE) + " collaborator start -n one");
    }

    @Test
    @Order(8)
    void sigterm_and_the_actor_s_exit_status_pass_through_maven() throws Exception {
        CompletableFuture<MavenResult> interrupted = start(hospital(ONE).with("openfl.image", IMAGE), "collaborator");
        Waiting.until(() -> running("parties-one"));
        maven(ONE).destroy();
        assertThat(Waiting.end(interrupted).exitCode()).isEqualTo(143);
        assertThat(running("parties-one")).isFalse();

        CompletableFuture<MavenResult> killed = start(hospital(ONE).with("openfl.image", IMAGE), "collaborator");
        Waiting.until(() -> running("parties-one"));
        Docker.run("kill", "parties-one");
        assertThat(Waiting.end(killed).exitCode()).isEqualTo(137);
        assertThat(Waiting.end(killed).text()).contains("The actor ended with status 137.");
    }

    @Test
    @Order(9)
    void they_train_and_a_hospital_that_was_killed_on_the_way_joins_again() throws Exception {
        Docker.run("rmi", "--force", IMAGE);
        CompletableFuture<MavenResult> aggregator =
                start(center().with("openfl.image", ARCHIVE.toString()), "aggregator");
        Waiting.until(() -> running("parties-aggregator"));
        List<MavenResult> tries = new ArrayList<>();
        Waiting.until(() ->
                tries.add(line("localhost")) && tries.get(tries.size() - 1).exitCode() == 0);
        assertThat(tries.get(tries.size() - 1).text())
                .contains("accepts the one of one", "the aggregator has the same plan, plan.yaml_");
        MavenResult elsewhere = line("localhost:1");
        elsewhere.assertFailure("host-check", "in mode direct: aggregator.");
        assertThat(elsewhere.text()).contains("FAIL  aggregator  nothing listens at localhost:1.");
        hospital(ONE)
                .with("openfl.image", IMAGE)
                .with("openfl.mode", "native")
                .with("openfl.detach", "true")
                .run(PLUGIN + ":collaborator-start")
                .assertSuccess();
        Process two = shell(commandOf(hospital(TWO)
                .with("openfl.image", ARCHIVE.toString())
                .with("openfl.mode", "direct")
                .with("openfl.dryRun", "true")
                .run("-q", PLUGIN + ":collaborator-start")));

        Path rounds = CENTER.resolve("logs/aggregator_metrics.txt");
        Waiting.until(() -> Files.exists(rounds));
        Docker.run("kill", "parties-one");
        hospital(ONE)
                .with("openfl.image", IMAGE)
                .with("openfl.mode", "native")
                .run(PLUGIN + ":collaborator-start")
                .assertSuccess();

        MavenResult result = Waiting.end(aggregator);
        result.assertSuccess();
        assertThat(result.text()).contains("Loading " + ARCHIVE, "The trained model is ");
        assertThat(two.waitFor()).isZero();
        assertThat(Files.readAllLines(rounds)).hasSize(3);
        assertThat(CENTER.resolve("save/parties_last.pbuf")).isNotEmptyFile();
        assertThat(Docker.run("ps", "--all", "--quiet", "--filter", "name=parties-"))
                .isEmpty();
    }

    /** Tries a hospital's connection to the aggregator. */
    private static MavenResult line(String aggregator) {
        return hospital(ONE)
                .with("openfl.image", IMAGE)
                .with("openfl.mode", "direct")
                .with("openfl.aggregator", aggregator)
                .with("openfl.collaborator", "one")
                .run(PLUGIN + ":host-check");
    }

    private static MavenBuild center() {
        return MavenBuild.in(CENTER);
    }

    private static MavenBuild hospital(Path directory) {
        return MavenBuild.in(directory).with("gramine.measurements", MEASUREMENTS.toString());
    }

    /** Starts an actor in mode direct on a separate thread. */
    private static CompletableFuture<MavenResult> start(MavenBuild build, String role) {
        MavenBuild direct = build.with("openfl.mode", "direct");
        return CompletableFuture.supplyAsync(() -> direct.run(PLUGIN + ":" + role + "-start"));
    }

    /** Creates a hospital's data and the list that refers to it. */
    private static void bringData(Path hospital, String shard, String name) throws IOException {
        Files.createDirectories(hospital.resolve("data"));
        Files.createDirectories(hospital.resolve("plan"));
        Files.copy(CENTER.resolve("data/iris.csv"), hospital.resolve("data/iris.csv"));
        hospital(hospital)
                .with("openfl.collaborator", name)
                .with("openfl.dataPath", shard)
                .run(PLUGIN + ":collaborator-create")
                .assertSuccess();
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private static void move(Path from, String file, Path to) throws IOException {
        Files.move(from.resolve(file), to.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }

    private static String commandOf(MavenResult result) {
        result.assertSuccess();
        return result.text().replaceAll("\033\\[[0-9;]*m", "").strip();
    }

    private static Process shell(String command) throws IOException {
        return new ProcessBuilder("bash", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(DIRECTORY.resolve("two.log").toFile())
                .start();
    }

    /** Returns Maven's process for this directory. */
    private static ProcessHandle maven(Path directory) {
        try (Stream<ProcessHandle> below = ProcessHandle.current().descendants()) {
            return below.filter(process -> process.info().command().orElse("").endsWith("/java"))
                    .filter(process -> isIn(process, directory))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isIn(ProcessHandle process, Path directory) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(directory);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean running(String container) {
        return !Docker.run("ps", "--quiet", "--filter", "name=" + container).isEmpty();
    }
}
