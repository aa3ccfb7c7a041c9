package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.engine.ContainerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Actors of images whose certificates stand for enclaves. */
final class ActorEnrolmentTest extends ActorFixture {

    private static final String SEALED = "fs.mounts = [ { path = \"/workspace/identity\", type = \"encrypted\","
            + " uri = \"file:/workspace/identity\", key_name = \"_sgx_mrenclave\" } ]";

    @BeforeEach
    void an_attested_image() {
        enclave("none", SEALED);
        for (Role role : Role.values()) {
            engine.withFile("/opt/openfl-gramine/" + role.environmentFile(), "OPENFL_GRAMINE_ATTESTED=1\n");
        }
    }

    @Test
    void a_challenge_is_answered_by_an_actor_that_needs_nothing_else() throws IOException {
        Path fresh = Files.createDirectories(root.resolve("col1"));
        deleteAllIn(fresh);
        challenge(Role.COLLABORATOR, "col1", Instant.now());
        engine.ending("collaborator", 0);

        assertThat(run(collaborator(ActorMode.SGX))).isZero();

        assertThat(binds()).containsExactly("/workspace/identity rw", "/workspace/enrolment rw");
        assertThat(said)
                .contains(
                        "Enrolling col1 in its enclave, image flowers:1",
                        "Send this to the federation's authority: "
                                + directory("col1").resolve("enrolment/col_col1_to_agg_cert_request.zip"));
    }

    @Test
    void a_certified_actor_brings_no_key_and_a_collaborator_the_aggregator_s_certificate() throws IOException {
        Files.delete(directory("col1").resolve("cert/client/col_col1.key"));
        assertFails(
                () -> run(collaborator(ActorMode.SGX)),
                "The certificate of the attested aggregator is missing: "
                        + directory("col1").resolve("cert/aggregator.crt"));

        Files.writeString(directory("col1").resolve("cert/aggregator.crt"), "judged");
        challenge(Role.COLLABORATOR, "col1", Instant.now());
        engine.ending("collaborator", 0);
        run(collaborator(ActorMode.SGX));

        assertThat(binds())
                .containsExactly(
                        "/workspace/cert/cert_chain.crt ro",
                        "/workspace/cert/client/col_col1.crt ro",
                        "/workspace/plan/data.yaml ro",
                        "/workspace/cert/aggregator.crt ro",
                        "/workspace/logs rw",
                        "/workspace/identity rw",
                        "/workspace/enrolment rw",
                        "/workspace/data ro");
    }

    @Test
    void a_collaborator_of_an_attested_aggregator_may_have_a_key_in_a_file() throws IOException {
        engine.withFile("/opt/openfl-gramine/" + Role.COLLABORATOR.environmentFile(), "PATH=/usr/bin\n");
        Files.writeString(directory("col1").resolve("cert/aggregator.crt"), "judged");
        engine.ending("collaborator", 0);
        run(collaborator(ActorMode.SGX));

        assertThat(binds())
                .contains("/workspace/cert/client/col_col1.key ro", "/workspace/cert/aggregator.crt ro")
                .doesNotContain("/workspace/identity rw");
    }

    @Test
    void without_a_certificate_and_a_challenge_both_are_named() throws IOException {
        Files.delete(directory("aggregator").resolve("cert/server/agg_localhost.crt"));

        assertFails(
                () -> run(aggregator(ActorMode.SGX)),
                "The aggregator localhost has neither a certificate nor a challenge to enrol with",
                "enrolment/challenge.json",
                "enrolment-challenge");
    }

    @Test
    void a_challenge_of_another_time_or_participant_is_not_answered() throws IOException {
        Files.delete(directory("aggregator").resolve("cert/server/agg_localhost.crt"));
        for (var wrong : List.of(
                challengeOf(
                        Role.AGGREGATOR, "other.example.org", Instant.now(), "is for the aggregator other.example.org"),
                challengeOf(Role.COLLABORATOR, "localhost", Instant.now(), "is for the collaborator localhost"),
                challengeOf(Role.AGGREGATOR, "localhost", Instant.now().minus(Duration.ofDays(8)), "has expired"),
                challengeOf(
                        Role.AGGREGATOR,
                        "localhost",
                        Instant.now().plus(Duration.ofDays(366)),
                        "is from the future"))) {
            Path exchange = Files.createDirectories(directory("aggregator").resolve("enrolment"));
            Files.write(exchange.resolve("challenge.json"), wrong.getKey().json());
            assertFails(() -> run(aggregator(ActorMode.SGX)), wrong.getValue());
        }
        assertThat(engine.running).isEmpty();
        assertThat(directory("aggregator").resolve("identity")).doesNotExist();
    }

    @Test
    void mode_direct_is_refused_before_a_file_is_touched() throws IOException {
        deleteAllIn(directory("col1"));
        challenge(Role.COLLABORATOR, "col1", Instant.now());

        assertFails(() -> run(collaborator(ActorMode.DIRECT)), "The image seals directories to its enclave");
        assertThat(directory("col1").resolve("identity")).doesNotExist();
    }

    private static Map.Entry<Challenge, String> challengeOf(Role role, String name, Instant issued, String words) {
        return Map.entry(
                new Challenge(
                        role,
                        name,
                        Octets.of(new byte[Challenge.NONCE_BYTES]),
                        Sha256.digest(new byte[0]),
                        issued,
                        issued.plus(Challenge.VALIDITY)),
                words);
    }

    private void challenge(Role role, String name, Instant issued) throws IOException {
        Path exchange = Files.createDirectories(directory("col1").resolve("enrolment"));
        Files.write(
                exchange.resolve("challenge.json"),
                challengeOf(role, name, issued, "").getKey().json());
    }

    private List<String> binds() {
        ContainerRequest request = engine.requests.get(engine.requests.size() - 1);
        return request.reach().binds().stream()
                .map(bind -> bind.target() + (bind.writable() ? " rw" : " ro"))
                .toList();
    }

    private static void deleteAllIn(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
    }
}
