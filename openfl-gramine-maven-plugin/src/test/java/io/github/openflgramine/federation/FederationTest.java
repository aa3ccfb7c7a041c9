package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.run.Actor;
import io.github.openflgramine.run.ActorImage;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.SgxFiles;
import io.github.openflgramine.run.ThisHost;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FederationTest {

    private static final String SIGNED = "flowers:1";
    private static final String UNSIGNED = "flowers:1-direct";

    private static final SgxFiles SGX = new SgxFiles(Path.of("/dev/null"), Path.of("/nowhere/aesm.socket"));

    @TempDir
    private Path root;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private OptionalInt collaborators = OptionalInt.empty();
    private Plan plan;
    private ServerSocket aggregator;

    @BeforeEach
    void a_workspace_that_is_ready() throws IOException {
        Files.createDirectories(root.resolve("plan"));
        Files.createDirectories(root.resolve("save"));
        Files.createDirectories(root.resolve("data"));
        Files.writeString(root.resolve("save/flowers_init.pbuf"), "model");
        Files.writeString(root.resolve("data/iris.csv"), "data");
        write(ThisHost.freePort());
    }

    @Test
    void an_image_that_is_not_there_names_the_goal_that_builds_it() {
        assertFails("There is no image flowers:1 or flowers:1-direct yet. Build it: mvn install");
    }

    @Test
    void an_unsigned_image_is_refused_in_mode_sgx() {
        image(UNSIGNED, plan, false);
        assertThatThrownBy(() -> run(ActorMode.SGX, OptionalInt.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("Image flowers:1-direct is not signed")
                .hasMessageContaining("generate-key");
    }

    @Test
    void another_plan_than_the_image_s_is_refused_with_both_digests() throws IOException {
        image(UNSIGNED, plan, false);
        String before = plan.sha256().hex();
        write(plan.aggregatorPort().orElseThrow() + 1);
        assertFails("image     " + before + "\n    workspace " + plan.sha256().hex());
    }

    @Test
    void a_missing_initial_model_names_plan_initialize() throws IOException {
        image(UNSIGNED, plan, false);
        Files.delete(root.resolve("save/flowers_init.pbuf"));
        assertFails("Create it: mvn openfl-gramine:plan-initialize");
    }

    @Test
    void a_data_directory_with_hidden_files_alone_is_empty() throws IOException {
        image(UNSIGNED, plan, false);
        Files.delete(root.resolve("data/iris.csv"));
        Files.writeString(root.resolve("data/.gitkeep"), "");
        assertFails("There is no data in " + root.resolve("data"));
    }

    @Test
    void a_directory_that_is_not_a_federation_s_is_left_alone() throws IOException {
        image(UNSIGNED, plan, false);
        Path mine = root.resolve("target/federation/mine.txt");
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "mine");
        assertFails("is not the directory of an earlier federation");
        assertThat(mine).hasContent("mine");
    }

    @Test
    void a_port_in_use_is_refused() throws IOException {
        image(UNSIGNED, plan, false);
        listen();
        assertFails("Port " + plan.aggregatorPort().orElseThrow());
        aggregator.close();
    }

    @Test
    void an_aggregator_that_ends_early_is_reported_with_its_last_words_and_nothing_runs_on() {
        image(UNSIGNED, plan, false);
        engine.ending("aggregator", 3);
        assertFails("aggregator ended with status 3 before it listened");
        assertFails("last words of container");
        assertThat(engine.running).isEmpty();
    }

    @Test
    void each_actor_sees_its_own_directory_and_no_more() {
        image(UNSIGNED, plan, false);
        engine.ending("aggregator", 3);
        assertThatThrownBy(() -> run(ActorMode.DIRECT, OptionalInt.empty())).isInstanceOf(GraminizeException.class);
        ContainerRequest request = engine.requests.get(0);
        assertThat(request.reach().binds())
                .extracting(bind -> bind.target() + (bind.writable() ? " rw" : " ro"))
                .containsExactly(
                        "/workspace/cert/cert_chain.crt ro",
                        "/workspace/cert/server/agg_localhost.crt ro",
                        "/workspace/cert/server/agg_localhost.key ro",
                        "/workspace/plan/cols.yaml ro",
                        "/workspace/save rw",
                        "/workspace/logs rw",
                        "/workspace/local_state rw");
        assertThat(request.program().env()).containsEntry("GRAMINE_EXECUTABLE", "gramine-direct");
        assertThat(request.rights().securityOptions()).containsExactly("seccomp=unconfined");
        assertThat(request.reach().network()).isEqualTo(ContainerRequest.Network.HOST);
        assertThat(root.resolve("target/federation/aggregator/plan/cols.yaml"))
                .hasContent("collaborators:\n- col1\n- col2\n");
        assertThat(root.resolve("target/federation/col2/plan/data.yaml")).hasContent("col2,2\n");
        assertThat(root.resolve("target/federation/col2/cert/client/col_col2.key"))
                .exists();
        assertThat(root.resolve("target/federation/col2/cert/client/col_col1.key"))
                .doesNotExist();
    }

    @Test
    void other_rounds_want_a_temporary_image_with_nothing_else_changed() {
        image(UNSIGNED, plan, false);
        List<Plan> asked = new ArrayList<>();
        assertThatThrownBy(() -> federation(OptionalInt.of(7), ActorMode.DIRECT, changed -> {
                    asked.add(changed);
                    throw new GraminizeException("enough", "");
                }))
                .hasMessageContaining("enough");
        assertThat(asked.get(0).text()).isEqualTo(plan.withRounds(7).text());
    }

    @Test
    void a_temporary_image_that_given_signatures_cannot_sign_is_refused_in_mode_sgx() {
        image(SIGNED, plan, true);
        assertThatThrownBy(() -> federation(OptionalInt.of(7), ActorMode.SGX, changed -> {
                    image("flowers:1-federation-direct", changed, false);
                    return "flowers:1-federation-direct";
                }))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContainingAll(
                        "The temporary image flowers:1-federation-direct is not signed",
                        "gramine.signatures",
                        "-Dgramine.signingKey=… -Dgramine.signatures=",
                        "-Dopenfl.mode=direct");
        assertThat(engine.requests).isEmpty();
    }

    @Test
    void an_aggregator_elsewhere_wants_a_temporary_image_for_this_host() throws IOException {
        plan = plan.withAggregator("192.0.2.1", 50000);
        Files.writeString(plan.file(), plan.text());
        image(UNSIGNED, plan, false);
        List<Plan> asked = new ArrayList<>();
        assertThatThrownBy(() -> federation(OptionalInt.empty(), ActorMode.DIRECT, changed -> {
                    asked.add(changed);
                    throw new GraminizeException("enough", "");
                }))
                .hasMessageContaining("enough");
        assertThat(asked.get(0).aggregatorAddress()).contains("localhost");
    }

    @Test
    void a_collaborator_that_fails_ends_the_federation() throws IOException {
        engine.ending("collaborator", 1);
        listen();
        try (FederationRun run = new FederationRun(engine, 0, log())) {
            start(run);
            assertThatThrownBy(() -> run.awaitEnd(Duration.ZERO, () -> {}))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("col1 ended with status 1 before the federation was finished")
                    .hasMessageContaining("last words of container2")
                    .hasMessageContaining("output.log");
        }
        assertThat(engine.running).isEmpty();
        aggregator.close();
    }

    @Test
    void a_collaborator_that_failed_is_started_again_as_often_as_was_said() throws IOException {
        engine.ending("aggregator", 0).ending("collaborator", 137, 1, 0).withAggregatorThatTakes(3);
        listen();
        try (FederationRun run = new FederationRun(engine, 2, log())) {
            start(run);
            run.awaitEnd(Duration.ZERO, () -> {});
        }
        assertThat(said)
                .contains(
                        "col1 ended with status 137; restarting it (1 of 2)",
                        "col1 ended with status 1; restarting it (2 of 2)");
        assertThat(root.resolve("c/output.log")).hasContent("hello\nhello\nhello\n");
        assertThat(engine.running).isEmpty();
        aggregator.close();
    }

    @Test
    void past_that_its_failure_is_the_federation_s() throws IOException {
        engine.ending("collaborator", 137);
        listen();
        try (FederationRun run = new FederationRun(engine, 1, log())) {
            start(run);
            assertThatThrownBy(() -> run.awaitEnd(Duration.ZERO, () -> {}))
                    .hasMessageContaining("col1 ended with status 137 before the federation was finished");
        }
        assertThat(engine.running).isEmpty();
        aggregator.close();
    }

    @Test
    void more_collaborators_than_the_plan_has_shards_want_a_temporary_image() throws IOException {
        plan = Plan.parse(plan.file(), plan.text() + "data_loader:\n  settings:\n    collaborator_count: 2\n");
        Files.writeString(plan.file(), plan.text());
        image(UNSIGNED, plan, false);
        collaborators = OptionalInt.of(5);
        List<Plan> asked = new ArrayList<>();
        assertThatThrownBy(() -> federation(OptionalInt.empty(), ActorMode.DIRECT, changed -> {
                    asked.add(changed);
                    throw new GraminizeException("enough", "");
                }))
                .hasMessageContaining("enough");
        assertThat(asked.get(0).text())
                .isEqualTo(plan.text().replace("collaborator_count: 2", "collaborator_count: 5"));
    }

    @Test
    void it_ends_when_the_aggregator_ends() throws IOException {
        engine.ending("aggregator", 0).ending("collaborator", 0);
        listen();
        try (FederationRun run = new FederationRun(engine, 0, log())) {
            start(run);
            run.awaitEnd(Duration.ZERO, () -> {});
        }
        assertThat(engine.running).isEmpty();
        assertThat(said).contains("aggregator | hello", "col1       | hello");
        assertThat(root.resolve("a/output.log")).hasContent("hello\n");
        aggregator.close();
    }

    @Test
    void of_two_images_the_newer_one_is_taken_except_in_mode_sgx() {
        image(SIGNED, plan, true);
        engine.withImage(UNSIGNED, Instant.EPOCH.plusSeconds(9), Map.of());
        assertThat(found(ActorMode.DIRECT)).isEqualTo(UNSIGNED);
        assertThat(found(ActorMode.SGX)).isEqualTo(SIGNED);
    }

    private String found(ActorMode mode) {
        return ActorImage.find(engine, Optional.of(names()), Optional.empty(), mode, log())
                .name();
    }

    private void start(FederationRun run) throws IOException {
        Actor first = Actor.aggregator(Files.createDirectories(root.resolve("a")), Participant.aggregator("localhost"));
        Actor second = Actor.collaborator(
                Files.createDirectories(root.resolve("c")), Participant.collaborator("col1"), root.resolve("data"));
        run.start(first, container(first), 10);
        run.awaitListening(plan.aggregatorPort().orElseThrow(), Duration.ofSeconds(5));
        run.start(second, container(second), 10);
    }

    private static ContainerRequest container(Actor actor) throws IOException {
        return actor.container(UNSIGNED, ActorMode.NATIVE, SGX, Map.entry("directory", "here"))
                .build();
    }

    private void listen() throws IOException {
        aggregator = new ServerSocket(plan.aggregatorPort().orElseThrow());
    }

    private void write(int port) throws IOException {
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

    private void image(String name, Plan built, boolean signed) {
        engine.withImage(
                name,
                Instant.EPOCH,
                Map.of(ImageLabels.PLAN, built.sha256().hex(), ImageLabels.SIGNED, Boolean.toString(signed)));
    }

    private void assertFails(String words) {
        assertThatThrownBy(() -> run(ActorMode.DIRECT, OptionalInt.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(words);
    }

    private void run(ActorMode mode, OptionalInt rounds) throws IOException {
        federation(rounds, mode, changed -> {
            throw new AssertionError("no temporary image is needed");
        });
    }

    private void federation(OptionalInt rounds, ActorMode mode, TemporaryImage temporary) throws IOException {
        new Federation(engine, temporary, log()).run(request(rounds, mode));
    }

    private FederationLog log() {
        return new FederationLog(new BuildLog(said::add, said::add));
    }

    private static ImageNames names() {
        return new ImageNames("flowers", "1");
    }

    private FederationRequest request(OptionalInt rounds, ActorMode mode) {
        return new FederationRequest(
                new Workspace("flowers", root),
                root.resolve("target/federation"),
                new FederationRequest.Images(names(), Optional.empty()),
                new FederationRequest.Course(collaborators, Optional.of(mode), rounds, 0),
                SGX,
                new FederationRequest.Timeouts(Duration.ofSeconds(5), Duration.ZERO),
                Validity.days(10, Clock.systemUTC()));
    }
}
