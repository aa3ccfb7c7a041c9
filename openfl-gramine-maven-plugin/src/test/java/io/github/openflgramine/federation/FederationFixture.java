package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.TestMeasurements;
import io.github.openflgramine.run.Actor;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.ImageToStart;
import io.github.openflgramine.run.SgxFiles;
import io.github.openflgramine.run.ThisHost;
import io.github.openflgramine.sgx.Sigstruct;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A workspace that is ready for a federation on one machine. */
abstract class FederationFixture {

    static final String SIGNED = "flowers:1";
    static final String UNSIGNED = "flowers:1-direct";

    static final SgxFiles SGX = new SgxFiles(Path.of("/dev/null"), Path.of("/nowhere/aesm.socket"));

    @TempDir
    Path root;

    final List<String> said = new ArrayList<>();
    final FakeEngine engine = new FakeEngine();
    OptionalInt collaborators = OptionalInt.empty();
    Optional<String> given = Optional.empty();
    Optional<Sha256> sources = Optional.empty();
    Plan plan;
    ServerSocket aggregator;

    @BeforeEach
    void a_workspace_that_is_ready() throws IOException {
        Files.createDirectories(root.resolve("plan"));
        Files.createDirectories(root.resolve("save"));
        Files.createDirectories(root.resolve("data"));
        Files.writeString(root.resolve("save/flowers_init.pbuf"), "model");
        Files.writeString(root.resolve("data/iris.csv"), "data");
        write(ThisHost.freePort());
        for (Role role : Role.values()) {
            engine.withFile("/opt/openfl-gramine/" + role.environmentFile(), "PATH=/usr/bin\n")
                    .withFile("/opt/openfl-gramine/" + role.sigFile(), Content.of(new byte[Sigstruct.BYTES]));
            manifest(role, "");
        }
    }

    /** @param more lines of the manifest before its table sgx */
    void manifest(Role role, String more) {
        engine.withFile("/opt/openfl-gramine/" + role.manifestFile(), more + "[sgx]\nenclave_size = \"4G\"\n");
    }

    void start(FederationRun run) throws IOException {
        Actor first = Actor.aggregator(Files.createDirectories(root.resolve("a")), Participant.aggregator("localhost"));
        Actor second = Actor.collaborator(
                Files.createDirectories(root.resolve("c")), Participant.collaborator("col1"), root.resolve("data"));
        run.start(first, container(first), 10);
        run.awaitListening(plan.aggregatorPort().orElseThrow(), Duration.ofSeconds(5));
        run.start(second, container(second), 10);
    }

    static ContainerRequest container(Actor actor) throws IOException {
        return actor.container(
                new FakeEngine(), UNSIGNED, ActorMode.NATIVE, SGX, Map.entry("directory", "here"), it -> it);
    }

    void listen() throws IOException {
        aggregator = new ServerSocket(plan.aggregatorPort().orElseThrow());
    }

    void write(int port) throws IOException {
        plan = Plan.parse(root.resolve("plan/plan.yaml"), """
                aggregator:
                  settings:
                    rounds_to_train: 3
                    init_state_path: save/flowers_init.pbuf
                network:
                  settings:
                    agg_addr: localhost
                    agg_port: %d
                """.formatted(port));
        Files.writeString(plan.file(), plan.text());
    }

    /** Builds the project's image: adds it to the engine and records it. */
    void image(String name, Plan built, boolean signed) throws IOException {
        temporary(name, built, signed);
        ImageId id = engine.image(name).orElseThrow().id();
        Path file = root.resolve(Measurements.FILE);
        MeasurementsWriter.write(file, TestMeasurements.of(id, signed, RemoteAttestation.NONE));
        MeasurementsTree.write(file, MeasurementsTree.read(file).put("image", name));
    }

    /** Adds an image to the engine. */
    void temporary(String name, Plan built, boolean signed) {
        Map<String, String> labels = new HashMap<>();
        labels.put(ImageLabels.PLAN, built.sha256().hex());
        labels.put(ImageLabels.SIGNED, Boolean.toString(signed));
        sources.ifPresent(digest -> labels.put(ImageLabels.SOURCES, digest.hex()));
        engine.withImage(name, Instant.EPOCH, labels);
    }

    void assertFails(String words) {
        assertThatThrownBy(() -> run(ActorMode.DIRECT, OptionalInt.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(words);
    }

    void run(ActorMode mode, OptionalInt rounds) throws IOException {
        federation(rounds, mode, changed -> {
            throw new AssertionError("no temporary image is needed");
        });
    }

    void federation(OptionalInt rounds, ActorMode mode, TemporaryImage temporary) throws IOException {
        new Federation(engine, temporary, log()).run(request(rounds, mode));
    }

    FederationLog log() {
        return new FederationLog(new BuildLog(said::add, said::add));
    }

    static ImageNames names() {
        return new ImageNames("flowers", "1");
    }

    FederationRequest request(OptionalInt rounds, ActorMode mode) {
        return new FederationRequest(
                new Workspace("flowers", root),
                root.resolve("target/federation"),
                new ImageToStart(
                        new ImageChoice(Optional.of(names()), given),
                        Optional.of(root.resolve(Measurements.FILE)),
                        Optional.empty(),
                        Optional.of(new Workspace("flowers", root))),
                new FederationRequest.Course(collaborators, Optional.of(mode), rounds, Optional.empty(), 0),
                SGX,
                new FederationRequest.Timeouts(Duration.ofSeconds(5), Duration.ZERO),
                Validity.days(10, Clock.systemUTC()),
                false);
    }
}
