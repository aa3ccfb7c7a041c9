package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.federation.FederationCertificates;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.sgx.Sigstruct;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An image of the engine, and the directories of an aggregator and a collaborator that are ready to start. */
abstract class ActorFixture {

    static final String IMAGE = "flowers:1";

    /** Each actor's directory as it lies on a machine of its own; keys are slow to make. */
    @TempDir
    static Path certified;

    @TempDir
    Path root;

    final List<String> said = new ArrayList<>();
    final FakeEngine engine = new FakeEngine();
    Path device;
    int port;

    @BeforeAll
    static void certify() throws IOException {
        FederationCertificates certificates = FederationCertificates.of(
                certified, certified.resolve("authority"), Validity.days(10, Clock.systemUTC()));
        certificates.aggregator("localhost", certified.resolve("aggregator"));
        certificates.collaborator("col1", certified.resolve("col1"));
        certificates.collaborator("col2", certified.resolve("col2"));
    }

    @BeforeEach
    void an_image_and_two_directories_that_are_ready() throws IOException {
        device = Files.createFile(root.resolve("sgx_enclave"));
        for (String actor : List.of("aggregator", "col1")) {
            copy(certified.resolve(actor).resolve("cert"), directory(actor).resolve("cert"));
            Files.createDirectories(directory(actor).resolve("plan"));
        }
        Files.writeString(directory("aggregator").resolve("plan/cols.yaml"), "collaborators:\n- col1\n");
        Files.createDirectories(directory("aggregator").resolve("save"));
        Files.writeString(directory("aggregator").resolve("save/flowers_init.pbuf"), "model");
        Files.writeString(directory("col1").resolve("plan/data.yaml"), "col1,1\n");
        Files.createDirectories(directory("col1").resolve("data"));
        Files.writeString(directory("col1").resolve("data/iris.csv"), "data");
        port = ThisHost.freePort();
        engine.withImage(IMAGE, Instant.EPOCH, labels()).withFile("/workspace/plan/plan.yaml", plan());
        enclave("none");
    }

    void earlierRun(String database) throws IOException {
        Path local = Files.createDirectories(directory("aggregator").resolve("local_state"));
        try (var in = Objects.requireNonNull(Plan.class.getResourceAsStream(database))) {
            Files.copy(in, local.resolve("tensor.db"));
        }
    }

    ActorStart start() {
        return new ActorStart(engine, Clock.systemUTC(), new BuildLog(said::add, said::add));
    }

    int run(ActorRequest request) throws IOException {
        return start().run(request);
    }

    ActorRequest aggregator(ActorMode mode) {
        return request(Role.AGGREGATOR, mode, Optional.empty(), false);
    }

    ActorRequest collaborator(ActorMode mode) {
        return request(Role.COLLABORATOR, mode, Optional.empty(), false);
    }

    ActorRequest request(Role role, ActorMode mode, Optional<String> name, boolean resume) {
        return new ActorRequest(
                role,
                directory(role == Role.AGGREGATOR ? "aggregator" : "col1"),
                name,
                Optional.empty(),
                new ImageToStart(
                        new ImageChoice(
                                Optional.empty(),
                                Optional.of(
                                        engine.image(IMAGE).orElseThrow().id().toString())),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                mode,
                new SgxFiles(device, Path.of("/nowhere/aesm.socket")),
                resume);
    }

    Path directory(String actor) {
        return root.resolve(actor);
    }

    Map<String, String> labels() {
        return Map.of(ImageLabels.PLAN, digest(plan()), ImageLabels.SIGNED, "true", ImageLabels.WORKSPACE, "flowers");
    }

    void enclave(String attestation) {
        enclave(attestation, "");
    }

    /** @param more lines of the manifest before its table sgx */
    void enclave(String attestation, String more) {
        for (Role role : Role.values()) {
            engine.withFile("/opt/openfl-gramine/" + role.environmentFile(), "PATH=/usr/bin\n")
                    .withFile("/opt/openfl-gramine/" + role.sigFile(), Content.of(new byte[Sigstruct.BYTES]));
            engine.withFile("/opt/openfl-gramine/" + role.manifestFile(), """
                    %s
                    [sgx]
                    enclave_size = "4G"
                    remote_attestation = "%s"
                    """.formatted(more, attestation));
        }
    }

    String plan() {
        return """
                aggregator:
                  settings:
                    rounds_to_train: 3
                    init_state_path: save/flowers_init.pbuf
                    best_state_path: save/flowers_best.pbuf
                    last_state_path: save/flowers_last.pbuf
                network:
                  settings:
                    agg_addr: localhost
                    agg_port: %d
                """.formatted(port);
    }

    static String digest(String plan) {
        return Plan.parse(Path.of("plan.yaml"), plan).sha256().hex();
    }

    static void assertFails(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(GraminizeException.class).hasMessageContainingAll(words);
    }

    static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
