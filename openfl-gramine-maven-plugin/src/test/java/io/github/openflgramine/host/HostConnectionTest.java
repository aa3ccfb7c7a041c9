package io.github.openflgramine.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.federation.FederationCertificates;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A collaborator's machine from which the connection to the aggregator is tried. */
final class HostConnectionTest {

    private static final String IMAGE = "flowers:1";
    private static final String PLAN = """
            network:
              settings: {agg_addr: agg.example.org, agg_port: 50123}
            aggregator: {settings: {rounds_to_train: 1, init_state_path: a, best_state_path: b, last_state_path: c}}
            """;

    /** Keys are slow to make. */
    @TempDir
    private static Path certified;

    @TempDir
    private Path root;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();

    @BeforeAll
    static void certify() throws IOException {
        FederationCertificates.of(certified, certified.resolve("authority"), Validity.days(10, Clock.systemUTC()))
                .collaborator("north", certified.resolve("north"));
    }

    @BeforeEach
    void an_image() {
        Plan plan = Plan.parse(Path.of("plan.yaml"), PLAN);
        engine.withImage(
                        IMAGE,
                        Instant.EPOCH,
                        Map.of(ImageLabels.PLAN, plan.sha256().hex()))
                .withFile("/workspace/plan/plan.yaml", PLAN)
                .withFile("/opt/openfl-gramine/aggregator.manifest", "[sgx]\nenclave_size = \"4G\"\n")
                .withFile("/opt/openfl-gramine/collaborator.manifest", "[sgx]\nenclave_size = \"4G\"\n")
                .ending("/openfl-gramine-connection/connection.py", 0);
    }

    @Test
    void each_step_is_a_line_of_the_table() throws IOException {
        engine.saying("ok    agg.example.org is 192.0.2.7").saying("ok    the aggregator has the same plan");

        assertThat(check("true").isReady()).isTrue();
        assertThat(said)
                .contains(
                        "ok    aggregator  agg.example.org is 192.0.2.7",
                        "ok    aggregator  the aggregator has the same plan");
        assertThat(command()).endsWith("north", "agg.example.org", "50123");
    }

    @Test
    void the_container_sees_the_collaborators_own_certificates_and_nothing_else() throws IOException {
        check("true");

        assertThat(trials().get(0).reach().binds())
                .extracting(bind -> bind.target() + (bind.writable() ? " rw" : " ro"))
                .containsExactly(
                        "/participant/cert/cert_chain.crt ro",
                        "/participant/cert/client/col_north.crt ro",
                        "/participant/cert/client/col_north.key ro");
        assertThat(trials().get(0).rights().privileges()).isFalse();
        assertThat(engine.running).isEmpty();
    }

    @Test
    void an_address_given_is_tried_instead_of_the_plans() throws IOException {
        check("192.0.2.7:443");
        check("other.example.org");

        assertThat(trials())
                .extracting(request -> request.program().command().subList(2, 4))
                .containsExactly(List.of("192.0.2.7", "443"), List.of("other.example.org", "50123"));
    }

    @Test
    void what_fails_is_said_and_the_machine_is_not_ready() throws IOException {
        engine.ending("/openfl-gramine-connection/connection.py", 1)
                .saying("FAIL  nothing listens at agg.example.org:50123. The aggregator is not started yet");

        assertThat(check("true").isReady()).isFalse();
        assertThat(said)
                .contains(
                        "FAIL  aggregator  nothing listens at agg.example.org:50123. The aggregator is not started yet");
    }

    @Test
    void a_trial_that_ends_without_saying_why_is_not_taken_for_good() throws IOException {
        engine.ending("/openfl-gramine-connection/connection.py", 127);

        assertThat(check("true").isReady()).isFalse();
        assertThat(said)
                .anyMatch(line ->
                        line.startsWith("FAIL  aggregator  the trial ended with status 127: last words of container"));
    }

    @Test
    void without_certificates_or_with_an_address_that_is_none_nothing_starts() throws IOException {
        assertThat(check("agg.example.org:0").isReady()).isFalse();
        assertThat(check("https://agg.example.org").isReady()).isFalse();
        Files.delete(certificates().resolve("client/col_north.key"));
        assertThat(check("true").isReady()).isFalse();

        assertThat(said)
                .contains("FAIL  aggregator  openfl.aggregator=agg.example.org:0 has no port after its colon.")
                .anyMatch(line -> line.startsWith("FAIL  aggregator  openfl.aggregator=https://agg.example.org "))
                .anyMatch(line -> line.startsWith("FAIL  aggregator  ") && line.contains("col_north.key"));
        assertThat(trials()).isEmpty();
    }

    /** Returns the containers in which the connection was tried; others only show files of the image. */
    private List<ContainerRequest> trials() {
        return engine.requests.stream()
                .filter(request ->
                        request.program().command().stream().anyMatch(word -> word.endsWith("connection.py")))
                .toList();
    }

    private List<String> command() {
        return trials().get(0).program().command();
    }

    private Path certificates() throws IOException {
        Path cert = root.resolve("north/cert");
        if (Files.notExists(cert)) {
            Files.createDirectories(cert.resolve("client"));
            for (String file : List.of("cert_chain.crt", "client/col_north.crt", "client/col_north.key")) {
                Files.copy(certified.resolve("north/cert").resolve(file), cert.resolve(file));
            }
        }
        return cert;
    }

    private HostVerdict check(String address) throws IOException {
        Path directory = certificates().getParent();
        HostVerdict verdict = new HostCheck(
                        new FakeHost(root.resolve("host")).host(),
                        engine.address(),
                        Clock.systemUTC(),
                        new BuildLog(said::add, said::add))
                .run(
                        engine,
                        new HostCheck.Request(
                                new ImageChoice(Optional.empty(), Optional.of(IMAGE)),
                                ActorMode.DIRECT,
                                new SgxFiles(root.resolve("none"), root.resolve("none")),
                                Optional.empty(),
                                Optional.of(new TriedConnection(
                                        Participant.collaborator("north"),
                                        directory,
                                        Optional.of(address).filter(value -> !value.equals("true"))))));
        ResultSchema.printed("host-check", verdict.summary());
        return verdict;
    }
}
