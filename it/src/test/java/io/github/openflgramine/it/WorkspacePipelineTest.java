package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Runs the pipelines that the archetype adds to a workspace, with an encrypted signing key as their secret. */
@Tag("heavy")
final class WorkspacePipelineTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(WorkspacePipelineTest.class);
    private static final Path KEY = DIRECTORY.resolve("signing-key.pem");
    private static final String PASSPHRASE = "a passphrase of the pipeline's";

    @BeforeAll
    static void keyAndMaven() throws IOException {
        MavenBuild.in(DIRECTORY)
                .with("gramine.signingKey", KEY.toString())
                .withEnvironment("OPENFL_GRAMINE_KEY_PASSPHRASE", PASSPHRASE)
                .run(MavenBuild.PLUGIN + ":generate-key")
                .assertSuccess();
        PipelineRunner.mavenCommand(
                DIRECTORY, "-Dgramine.baseImage=" + MavenBuild.setting("it.baseImage"), "-Dgramine.buildNetwork=host");
    }

    @AfterAll
    static void removeImages() {
        for (String service : List.of("github", "gitlab")) {
            String name = service + "-built:1.0.0-SNAPSHOT";
            Docker.remove(name, name + "-first", name + "-direct");
        }
    }

    @Test
    void the_one_for_github_builds_unsigned_and_signs_with_a_secret_that_nothing_keeps() throws IOException {
        Path workspace = workspace("github");
        PipelineRunner runner = runner(workspace, "github");

        runner.gitHub(
                yaml(workspace.resolve(".github/workflows/image.yml")),
                Map.of("GRAMINE_SIGNING_KEY", Files.readString(KEY), "GRAMINE_SIGNING_KEY_PASSPHRASE", PASSPHRASE));

        assertSigned("github", DIRECTORY.resolve("runner-github/artifact-image"), runner);
    }

    @Test
    void the_one_for_gitlab_builds_unsigned_and_signs_with_a_secret_that_nothing_keeps() throws IOException {
        Path workspace = workspace("gitlab");
        Path settings = Files.createDirectory(DIRECTORY.resolve("variables"));
        PipelineRunner runner = runner(workspace, "gitlab");

        runner.gitLab(
                yaml(workspace.resolve(".gitlab-ci.yml")),
                Map.of(
                        "GRAMINE_SIGNING_KEY",
                                Files.copy(KEY, settings.resolve("key")).toString(),
                        "OPENFL_GRAMINE_KEY_PASSPHRASE", PASSPHRASE,
                        "TMPDIR",
                                Files.createDirectories(DIRECTORY.resolve("runner-gitlab/tmp"))
                                        .toString()));

        assertSigned("gitlab", DIRECTORY.resolve("runner-gitlab/artifacts"), runner);
    }

    /** Creates a repository with a workspace that has a service's pipeline. */
    private static Path workspace(String service) {
        MavenBuild.archetype(DIRECTORY)
                .with("artifactId", service + "-built")
                .with("template", "numpy")
                .with("ci", service)
                .run(MavenBuild.GENERATE)
                .assertSuccess();
        Path workspace = DIRECTORY.resolve(service + "-built");
        CommandLine.run("git", "-C", workspace, "init", "--quiet", "--initial-branch=main");
        CommandLine.run("git", "-C", workspace, "add", "--all");
        CommandLine.run(
                "git",
                "-C",
                workspace,
                "-c",
                "user.name=test",
                "-c",
                "user.email=test@example.org",
                "commit",
                "--quiet",
                "--message=Workspace");
        return workspace;
    }

    /** Returns a runner whose command mvn is the tests' Maven, with this machine's base image. */
    private static PipelineRunner runner(Path origin, String service) throws IOException {
        Map<String, String> environment = new HashMap<>(MavenBuild.surroundings());
        environment.put("PATH", DIRECTORY.resolve("bin") + ":" + System.getenv("PATH"));
        return new PipelineRunner(origin, Files.createDirectories(DIRECTORY.resolve("runner-" + service)), environment);
    }

    private static Map<String, Object> yaml(Path file) throws IOException {
        return PipelineRunner.mapping(new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file)));
    }

    private static void assertSigned(String service, Path artifacts, PipelineRunner runner) throws IOException {
        Path target = artifacts.resolve("target");
        assertThat(target.resolve(service + "-built.tar.gz")).isNotEmptyFile();
        assertThat(target.resolve(service + "-built.zip")).isNotEmptyFile();
        for (String file :
                List.of("measurements.json", "aggregator.manifest.sgx", "aggregator.sig", "collaborator.sig")) {
            assertThat(target.resolve("openfl-gramine").resolve(file)).isNotEmptyFile();
        }
        assertThat(runner.log()).contains("MRSIGNER").doesNotContain(PASSPHRASE);
        List<byte[]> secrets = PrivateKeyParts.of(KEY);
        assertThat(runner.log().getBytes(StandardCharsets.UTF_8))
                .satisfies(log -> assertThat(ByteSearch.contains(new ByteArrayInputStream(log), secrets))
                        .isFalse());
        assertThat(PrivateKeyParts.foundBelow(DIRECTORY.resolve("runner-" + service), secrets))
                .isEmpty();
    }
}
