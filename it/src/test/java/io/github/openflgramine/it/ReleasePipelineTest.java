package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Runs the pipelines in docs/release.md: three jobs on separate checkouts, of which only the second has the signing
 * key. The test's registry replaces the example's, and production is not required, because a production build refuses
 * the stand-in.
 */
@Tag("heavy")
final class ReleasePipelineTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(ReleasePipelineTest.class);
    private static final String VERSION = "1.0.0-SNAPSHOT";

    private static Registry registry;
    private static Path signingKey;
    private static Path releaseKey;

    @BeforeAll
    static void registry_and_keys() throws Exception {
        registry = Registry.start(Files.createDirectory(DIRECTORY.resolve("registry")));
        signingKey = new KeyFiles(DIRECTORY).signing();
        releaseKey = DIRECTORY.resolve("release.pem");
        CommandLine.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", releaseKey);
        PipelineRunner.mavenCommand(DIRECTORY);
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        for (String host : new String[] {"github", "gitlab"}) {
            String name = registry.host() + "/team/" + host + "-it:" + VERSION;
            Docker.remove(name, name + "-first", name + "-direct");
        }
    }

    @Test
    void the_one_for_github_publishes_an_image_that_another_machine_has_signed() throws IOException {
        Path origin = repository("github-it");
        runner(origin, "github")
                .gitHub(
                        pipeline("GitHub Actions"),
                        Map.of(
                                "SIGNING_KEY_FILE",
                                signingKey.toString(),
                                "RELEASE_KEY",
                                Files.readString(releaseKey),
                                "REGISTRY_USER",
                                "release",
                                "REGISTRY_PASSWORD",
                                Registry.PASSWORD,
                                "REPOSITORY_USER",
                                "release",
                                "REPOSITORY_PASSWORD",
                                Registry.PASSWORD));
        assertPublished("github-it");
    }

    @Test
    void the_one_for_gitlab_publishes_an_image_that_another_machine_has_signed() throws IOException {
        Path origin = repository("gitlab-it");
        runner(origin, "gitlab")
                .gitLab(
                        pipeline("GitLab"),
                        Map.of(
                                "SIGNING_KEY_FILE", signingKey.toString(),
                                "RELEASE_KEY", releaseKey.toString(),
                                "MAVEN_SETTINGS", MavenBuild.settings().toString(),
                                "IT_REGISTRY", registry.host(),
                                "IT_REGISTRY_PASSWORD", Registry.PASSWORD));
        assertPublished("gitlab-it");
    }

    private static PipelineRunner runner(Path origin, String name) throws IOException {
        Map<String, String> environment = new HashMap<>(MavenBuild.surroundings());
        environment.put("PATH", DIRECTORY.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("DOCKER_CONFIG", DIRECTORY.resolve("docker-" + name).toString());
        return new PipelineRunner(origin, Files.createDirectory(DIRECTORY.resolve(name)), environment);
    }

    /** Creates a repository with a workspace, its lock file and the public key of its signer. */
    private static Path repository(String name) throws IOException {
        Path workspace = MavenBuild.generate(DIRECTORY, name, "numpy");
        Path pom = workspace.resolve("pom.xml");
        Files.writeString(pom, Files.readString(pom).replaceFirst("<properties>", """
                                <distributionManagement>
                                    <snapshotRepository><id>releases</id><url>%s</url></snapshotRepository>
                                  </distributionManagement>
                                  <properties>
                                    <openfl.imageName>%s/team/%s</openfl.imageName>
                                    <gramine.baseImage>%s</gramine.baseImage>
                                    <gramine.buildNetwork>host</gramine.buildNetwork>""".formatted(
                        repository().toUri(), registry.host(), name, MavenBuild.setting("it.baseImage"))));
        MavenBuild.in(workspace).run("openfl-gramine:lock").assertSuccess();
        Path publicKey = workspace.resolve("signing-public.pem");
        CommandLine.run("openssl", "rsa", "-in", signingKey, "-pubout", "-out", publicKey);
        CommandLine.run("rm", "-rf", workspace.resolve("target"));
        for (String command :
                new String[] {"init --quiet --initial-branch=main", "add --all", "commit --quiet --message=Workspace"
                }) {
            CommandLine.run(Stream.concat(
                            Stream.of(
                                    "git",
                                    "-C",
                                    workspace,
                                    "-c",
                                    "user.name=test",
                                    "-c",
                                    "user.email=test@example.org"),
                            Stream.of(command.split(" ")))
                    .toArray());
        }
        return workspace;
    }

    private static Path repository() {
        return DIRECTORY.resolve("repository");
    }

    private static Map<String, Object> pipeline(String title) throws IOException {
        Matcher block = Pattern.compile("(?ms)^" + title + ":\n\n```yaml\n(.*?)^```")
                .matcher(Files.readString(Path.of("../docs/release.md")));
        assertThat(block.find()).as(title).isTrue();
        String text = block.group(1).replace("registry.example.org", registry.host());
        assertThat(text).contains("-Dgramine.production ");
        return PipelineRunner.mapping(new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(text.replace("-Dgramine.production ", "-Dgramine.production=false ")));
    }

    private static void assertPublished(String name) throws IOException {
        Path receiver = Files.createDirectory(DIRECTORY.resolve("receiver-of-" + name));
        String reference = registry.host() + "/team/" + name + "@" + registry.digest("team/" + name, VERSION);
        Path measurements;
        Path provenance;
        try (Stream<Path> published = Files.list(repository().resolve("org/example/" + name + "/" + VERSION))) {
            var files = published.toList();
            measurements = only(files.stream(), "-measurements.json");
            provenance = only(files.stream(), "-provenance.json");
        }
        assertThat(measurements).content().contains("\"image_reference\": \"" + reference + "\"");
        registry.pullAndVerify(receiver, reference, measurements);
        assertThat(provenance).content().contains("application/vnd.in-toto+json");
    }

    private static Path only(Stream<Path> files, String suffix) {
        var found = files.filter(file -> file.toString().endsWith(suffix)).toList();
        assertThat(found).as(suffix).hasSize(1);
        return found.get(0);
    }
}
