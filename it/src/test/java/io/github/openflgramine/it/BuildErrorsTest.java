package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in the workspace, its files and the machine. */
final class BuildErrorsTest extends RefusedBuild {

    @Test
    void without_an_engine_package_says_how_to_get_one() throws IOException {
        Path socket = DIRECTORY.resolve("absent.sock");
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace).withEnvironment("DOCKER_HOST", "unix://" + socket), "package")
                .assertFailure(
                        "prepare",
                        "No Docker engine: its socket " + socket + " does not exist.",
                        "systemctl start docker");
    }

    @Test
    void without_permission_on_the_engines_socket_package_names_its_group() throws IOException {
        Path socket = DIRECTORY.resolve("d.sock");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            WorkspaceCopy workspace = workspace();
            workspace
                    .run(
                            maven(workspace)
                                    .withEnvironment("DOCKER_HOST", "unix://" + socket)
                                    .withoutRootsRights(),
                            "package")
                    .assertFailure(
                            "prepare",
                            "No permission to use the Docker engine's socket " + socket,
                            "sudo usermod -aG docker");
        }
    }

    @Test
    void a_step_of_the_dockerfile_that_fails_is_shown_with_what_it_said() throws IOException {
        WorkspaceCopy workspace =
                workspace().with("gramine/Dockerfile", "FROM [=baseImage]\nRUN echo the reason of it; exit 3\n");
        MavenResult result = workspace.run(maven(workspace), "package");
        result.assertFailure(
                "build",
                "docker:build failed",
                "refusals-it:1.0.0-SNAPSHOT-first",
                "returned a non-zero code: 3",
                "The reason is in the output of that command");
        assertThat(result.text()).containsPattern("(?m)^\\[INFO\\] .*the reason of it");
    }

    @Test
    void a_step_of_ours_that_fails_has_the_last_word() throws IOException {
        WorkspaceCopy workspace = workspace()
                .with(
                        "gramine/Dockerfile",
                        "FROM [=baseImage]\nRUN echo openfl-gramine: ERROR python3 is Python 3.13.5. Choose another base. >&2; exit 1\n");
        MavenResult result = workspace.run(maven(workspace), "package");
        result.assertFailure("build", "docker:build failed: python3 is Python 3.13.5. Choose another base.");
        assertThat(result.text()).doesNotContain("returned a non-zero code", "---> ");
        assertThat(result.output().stream().filter(line -> line.contains(": RUN echo openfl-gramine: ERROR")))
                .hasSize(1);
    }

    @Test
    void an_engine_that_goes_away_while_it_sends_the_image_is_named_and_leaves_no_archive() throws IOException {
        WorkspaceCopy workspace = workspace();
        try (CutEngine engine = CutEngine.at("GET \\S*/images/\\S*/get ")) {
            MavenResult result = workspace.run(maven(workspace).with("docker.host", engine.host()), "install");

            result.assertFailure("save", "docker:save lost the connection to the Docker engine", "docker info");
        }
        assertThat(workspace.root().resolve("target/refusals-it.tar.gz")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM [=base]|line 1, column 8|there is no base",
                "FROM [=baseImage]\\nRUN [=|line 2, column|Unexpected end of file",
            })
    void a_dockerfile_whose_template_is_broken_is_refused_by_line_and_column(String text, String at, String reason)
            throws IOException {
        WorkspaceCopy workspace = workspace().with("gramine/Dockerfile", text.replace("\\n", "\n"));
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "gramine/Dockerfile, " + at, reason, "[=baseImage]", "docs/customise.md");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgx.debug = ${debug?upper}|line 1, column 21|upper",
                "a = 1\\nb = \"${interpretr}\"|line 2, column 8|there is no interpretr",
                "<#if edmm>|line 1|#if",
                "a = 1\\nsgx.max_threads = = ${maxThreads}|line 2, column 19|sgx.max_threads = = 64",
            })
    void a_manifest_of_the_users_own_that_is_broken_is_refused_by_line_and_column(String text, String at, String reason)
            throws IOException {
        WorkspaceCopy workspace = workspace().with("gramine/openfl.manifest.ftl", text.replace("\\n", "\n"));
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "gramine/openfl.manifest.ftl", at, reason, "Correct");
    }

    @Test
    void a_line_of_trusted_txt_that_is_no_rule_is_refused() throws IOException {
        WorkspaceCopy workspace = workspace().with("gramine/trusted.txt", "include ${python}/x\nallow /y\n");
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "gramine/trusted.txt, line 2: there is no allow;", "docs/customise.md");
    }

    @Test
    void the_release_profile_refuses_at_once_all_that_is_good_enough_for_a_trial_alone() throws IOException {
        WorkspaceCopy workspace = workspace().with("requirements.txt", "numpy<2.4\n");
        workspace
                .run(maven(workspace), "validate", "-Prelease")
                .assertFailure("check", "openfl.trustCertChain=true", "mvn openfl-gramine:workspace-certify");

        maven(workspace).run("openfl-gramine:workspace-certify").assertSuccess();
        MavenResult result = workspace.run(maven(workspace).with("gramine.debug", "true"), "validate", "-Prelease");
        result.assertFailure("check", "gramine.production=true refuses each of these:");
        assertThat(result.text())
                .containsPattern(
                        "(?m)^\\[ERROR]     sgx.debug = true: the enclave's memory can be read from outside\\.")
                .containsPattern("(?m)^\\[ERROR]     gramine.baseImage=\\S+ is a tag")
                .containsPattern("(?m)^\\[ERROR]     No version is pinned for numpy:")
                .containsPattern("(?m)^\\[ERROR]     Not signed: refusals-it:1.0.0-SNAPSHOT-direct ");
    }

    @Test
    void kits_that_would_start_nobody_are_refused_before_anything_is_built_or_pushed() throws IOException {
        WorkspaceCopy workspace = workspace();
        MavenBuild build = maven(workspace).with("openfl.publishKits", "true");
        workspace
                .run(build, "deploy")
                .assertFailure("check", "The plan does not name the aggregator's address.", "plan-initialize");
        workspace.run(build, "validate").assertSuccess();

        String plan = Files.readString(workspace.root().resolve("plan/plan.yaml"));
        workspace.with(
                "plan/plan.yaml",
                plan.replace("agg_addr: auto", "agg_addr: localhost").replace("agg_port: auto", "agg_port: 50000"));
        workspace
                .run(build, "deploy")
                .assertFailure(
                        "check", "plan/cols.yaml lists no collaborator", "mvn openfl-gramine:collaborator-certify");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan/plan.yaml", "requirements.txt", ".workspace"})
    void a_workspace_that_lacks_a_part_is_refused(String part) throws IOException {
        WorkspaceCopy workspace = workspace().without(part);
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "The workspace " + workspace.root() + " has no " + part, "Restore it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.skip", "docker.skip.build"})
    void a_build_without_docker_is_refused_as_an_old_image_could_pass_for_its_own(String skip) throws IOException {
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace).with(skip, "true"), "package")
                .assertFailure("prepare", skip + "=true stops fabric8", "gramine.save=false");
    }

    @Test
    void plan_initialize_without_an_aggregator_suggests_this_host() throws IOException {
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace), "openfl-gramine:plan-initialize")
                .assertFailure(
                        "plan-initialize", "plan.yaml does not name the aggregator's host", "-Dopenfl.aggregator=");
    }

    @Test
    void a_federation_before_install_is_told_to_build_first() throws IOException {
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace).with("openfl.imageTag", "never-built"), "openfl-gramine:federation")
                .assertFailure("federation", "There is no image refusals-it:never-built", "mvn install");
    }
}
