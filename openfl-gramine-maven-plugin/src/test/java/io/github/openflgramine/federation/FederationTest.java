package io.github.openflgramine.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.files.HeldFile;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceSources;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class FederationTest extends FederationFixture {

    @Test
    void an_image_that_is_not_there_names_the_goal_that_builds_it() {
        assertFails("There is no image flowers:1 or flowers:1-direct yet: " + root.resolve("measurements.json")
                + " does not exist. Build it: mvn install");
    }

    @Test
    void an_unsigned_image_is_refused_in_mode_sgx() throws IOException {
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
    void an_image_of_other_code_than_the_workspace_has_now_is_refused() throws IOException {
        Files.createDirectories(root.resolve("src"));
        Files.writeString(root.resolve("requirements.txt"), "");
        Files.writeString(root.resolve(".workspace"), "");
        Files.writeString(root.resolve("src/taskrunner.py"), "pass");
        sources = Optional.of(WorkspaceSources.digest(new Workspace("flowers", root)));
        image(UNSIGNED, plan, false);
        Files.writeString(root.resolve("src/taskrunner.py"), "import os");

        assertFails("Image flowers:1-direct is out of date: src/, requirements.txt or gramine/ in " + root
                + " changed after it was built. Build it again: mvn install");

        given = Optional.of(TestIds.id("0"));
        engine.ending("aggregator", 1);
        assertFails("aggregator ended");
        assertThat(said)
                .contains("Image flowers:1-direct is out of date: src/, requirements.txt or gramine/ in " + root
                        + " changed after it was built. It runs as it is, because openfl.image names it. The workspace's"
                        + " files do not.");
    }

    @Test
    void a_missing_initial_model_names_plan_initialize() throws IOException {
        image(UNSIGNED, plan, false);
        Files.delete(root.resolve("save/flowers_init.pbuf"));
        assertFails("Create it: mvn openfl-gramine:plan-initialize");
    }

    @Test
    void a_workspace_without_a_directory_for_data_is_refused() throws IOException {
        image(UNSIGNED, plan, false);
        Files.delete(root.resolve("data/iris.csv"));
        Files.delete(root.resolve("data"));
        assertFails("There is no directory " + root.resolve("data"));
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
    void a_second_federation_at_once_is_refused_and_leaves_the_containers_of_the_first_alone() throws IOException {
        image(UNSIGNED, plan, false);
        Path directory = root.resolve("target/federation");
        String first = engine.create(ContainerRequest.of(UNSIGNED)
                        .command("aggregator")
                        .label("io.github.openfl-gramine.federation", directory.toString())
                        .build())
                .id();
        try (HeldFile running = FederationDirectory.claim(directory)) {
            assertFails("Another federation of this workspace is running: it uses " + directory + ".");
            assertThat(running).isNotNull();
            assertThat(engine.container(first)).isPresent();
        }

        engine.ending("aggregator", 3);
        assertFails("aggregator ended with status 3");
        assertThat(engine.container(first)).isEmpty();
    }

    @Test
    void an_attested_image_is_refused_because_its_actors_make_their_own_keys() throws IOException {
        image(UNSIGNED, plan, false);
        engine.withFile("/opt/openfl-gramine/collaborator.environment", "OPENFL_GRAMINE_ATTESTED=1\n");

        assertFails("is attested: its actors make their keys in their enclaves");
    }

    @Test
    void a_port_in_use_is_refused() throws IOException {
        image(UNSIGNED, plan, false);
        listen();
        assertFails("Port " + plan.aggregatorPort().orElseThrow());
        aggregator.close();
    }

    @Test
    void an_aggregator_that_ends_early_is_reported_with_its_last_words_and_nothing_runs_on() throws IOException {
        image(UNSIGNED, plan, false);
        engine.ending("aggregator", 3);
        assertFails("aggregator ended with status 3 before it listened");
        assertFails("last words of container");
        assertThat(engine.running).isEmpty();
    }

    @Test
    void each_actor_sees_its_own_directory_and_no_more() throws IOException {
        image(UNSIGNED, plan, false);
        engine.ending("aggregator", 3);
        assertThatThrownBy(() -> run(ActorMode.DIRECT, OptionalInt.empty())).isInstanceOf(GraminizeException.class);
        ContainerRequest request = engine.requests.get(2);
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
        assertThat(request.rights().securityOptions()).containsExactly("seccomp=unconfined", "no-new-privileges");
        assertThat(request.rights().privileges()).isFalse();
        assertThat(request.rights().writableRoot()).isFalse();
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
    void the_aggregator_s_directory_has_a_record_of_the_image_and_its_enclave() throws IOException {
        image(SIGNED, plan, true);
        engine.ending("aggregator", 1);

        assertThatThrownBy(() -> run(ActorMode.SGX, OptionalInt.empty())).hasMessageContaining("aggregator ended");

        assertThat(RunRecord.find(root.resolve("target/federation/aggregator")))
                .contains(new RunRecord(
                        SIGNED, TestIds.id("0"), ActorMode.SGX, Optional.of(Sha256.of(new byte[Sha256.BYTES]))));
    }

    @Test
    void data_that_the_image_encrypts_are_announced_as_writable() throws IOException {
        image(UNSIGNED, plan, false);
        manifest(Role.COLLABORATOR, "[[fs.mounts]]\npath = \"/workspace/data\"\ntype = \"encrypted\"\n");
        engine.ending("aggregator", 3);
        assertThatThrownBy(() -> run(ActorMode.DIRECT, OptionalInt.empty())).isInstanceOf(GraminizeException.class);
        assertThat(said).anyMatch(line -> line.contains(root.resolve("data") + " is mounted writable"));
    }

    @Test
    void what_the_last_build_recorded_is_started_whatever_has_its_name_now() throws IOException {
        image(SIGNED, plan, true);
        ImageId built = engine.image(SIGNED).orElseThrow().id();
        engine.withImage(
                "pushed/flowers:1",
                built.toString(),
                Instant.EPOCH,
                engine.image(SIGNED).orElseThrow().labels());
        engine.withImage(SIGNED, TestIds.id("another"), Instant.EPOCH, Map.of());
        engine.ending("aggregator", 3);

        assertFails("aggregator ended with status 3");
        assertThat(engine.requests.get(0).image()).isEqualTo(built.toString());
    }

    @Test
    void an_image_that_the_engine_no_longer_has_is_to_be_built_again() throws IOException {
        image(SIGNED, plan, true);
        engine.removeImage(SIGNED);
        engine.withImage(SIGNED, TestIds.id("another"), Instant.EPOCH, Map.of());

        assertFails("does not have the image flowers:1 that the last build made, " + TestIds.id("0"));
    }

    @Test
    void a_build_of_other_names_is_not_this_projects_image() throws IOException {
        image("roses:1", plan, true);

        assertFails("There is no image flowers:1 or flowers:1-direct yet: the last build made roses:1.");
    }

    @Test
    void a_tag_of_another_image_is_refused_and_its_id_is_accepted() throws IOException {
        image(SIGNED, plan, true);
        temporary("flowers:strict", plan, true);
        given = Optional.of("flowers:strict");
        assertFails("openfl.image=flowers:strict is a tag, which can move to another image (now " + TestIds.id("1"));

        engine.ending("aggregator", 3);
        given = Optional.of(TestIds.id("1"));
        assertFails("aggregator ended with status 3");
        assertThat(engine.requests.get(0).image()).isEqualTo(TestIds.id("1"));
    }
}
