package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Runs the steps of a release pipeline with the test's own registry and Maven repository, then those of a receiver. */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class DeployTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(DeployTest.class);
    private static final Path WORKSPACE = DIRECTORY.resolve("deployed-it");
    private static final Path REPOSITORY = DIRECTORY.resolve("repository");
    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final Pattern REFERENCE = Pattern.compile("\"image_reference\" *: *\"([^\"]*)\"");

    private static Registry registry;
    private static String reference = "";

    @BeforeAll
    static void workspace_key_and_registry() throws Exception {
        Files.createDirectory(DIRECTORY.resolve("registry"));
        registry = Registry.start(DIRECTORY.resolve("registry"));
        MavenBuild.generate(DIRECTORY, "deployed-it", "numpy");
        new KeyFiles(DIRECTORY).signing();
    }

    @AfterAll
    static void stop() throws Exception {
        registry.close();
        String name = registry.host() + "/team/deployed-it";
        Docker.remove(name + ":" + VERSION, name + ":" + VERSION + "-first", name + ":1.0.0", name + ":1.0.0-first");
        Docker.remove("deployed-it:" + VERSION, "deployed-it:" + VERSION + "-first");
        Docker.remove(registry.host() + "/deployed-it:" + VERSION, "two-it:" + VERSION, "two-it:" + VERSION + "-first");
    }

    @Test
    @Order(1)
    void a_registry_that_refuses_the_login_ends_the_build_before_anything_is_published() {
        MavenResult result = named(maven(WORKSPACE))
                .withEnvironment("IT_REGISTRY", registry.host())
                .withEnvironment("IT_REGISTRY_PASSWORD", "wrong")
                .run("deploy");

        result.assertFailure("push", "Unable to push", registry.host());
        assertThat(REPOSITORY).doesNotExist();
    }

    @Test
    @Order(2)
    void the_image_is_pushed_first_and_its_digest_is_in_what_is_published_then() throws IOException {
        MavenResult result = registry.knownTo(named(maven(WORKSPACE))).run("deploy");
        result.assertSuccess();

        reference = reference(published("measurements.json"));
        assertThat(reference)
                .isEqualTo(registry.host() + "/team/deployed-it@" + registry.digest("team/deployed-it", VERSION));
        assertThat(result.text()).contains("docker pull " + reference);
        for (String classifier : List.of(
                "image.tar.gz",
                "aggregator-manifest.manifest.sgx",
                "aggregator-sig.sig",
                "collaborator-manifest.manifest.sgx",
                "collaborator-sig.sig")) {
            assertThat(published(classifier)).isNotEmptyFile();
        }
        assertThat(result.text()).doesNotContain(Registry.PASSWORD);
    }

    @Test
    @Order(3)
    void with_nothing_new_it_builds_offline() {
        MavenResult result = named(maven(WORKSPACE)).run("--offline", "package");

        result.assertSuccess();
    }

    @Test
    @Order(4)
    void a_receiver_who_knows_the_coordinates_fetches_pulls_and_verifies() throws IOException {
        forgetInstalled("deployed-it");
        String name = registry.host() + "/team/deployed-it:" + VERSION;
        Docker.run("rmi", "--force", name, name + "-first");
        Path receiver = Files.createDirectory(DIRECTORY.resolve("receiver"));

        MavenBuild.in(receiver)
                .with("artifact", "org.example:deployed-it:" + VERSION + ":json:measurements")
                .with("remoteRepositories", "released::::" + REPOSITORY.toUri())
                .run("org.apache.maven.plugins:maven-dependency-plugin:3.11.0:get")
                .assertSuccess();
        MavenBuild.in(receiver)
                .with("artifact", "org.example:deployed-it:" + VERSION + ":json:measurements")
                .with("outputDirectory", receiver.toString())
                .run("org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy")
                .assertSuccess();
        Path measurements = receiver.resolve("deployed-it-" + VERSION + "-measurements.json");

        assertThat(reference(measurements)).isEqualTo(reference);
        registry.pullAndVerify(receiver, reference, measurements);
    }

    @Test
    @Order(5)
    void a_name_without_a_registry_is_not_pushed_but_published() throws IOException {
        MavenResult result = maven(WORKSPACE).run("deploy");

        result.assertSuccess();
        assertThat(result.text()).contains("Not pushed: the name deployed-it:" + VERSION + " has no registry.");
        assertThat(Files.readString(published("measurements.json"))).doesNotContain("image_reference");
    }

    @Test
    @Order(6)
    void fabric8s_own_property_may_say_the_registry() throws IOException {
        registry.knownTo(maven(WORKSPACE).with("docker.push.registry", registry.host()))
                .run("deploy")
                .assertSuccess();

        assertThat(reference(published("measurements.json")))
                .isEqualTo(registry.host() + "/deployed-it@" + registry.digest("deployed-it", VERSION));
    }

    @Test
    @Order(7)
    void two_workspaces_of_one_reactor_build_side_by_side() throws IOException {
        Path reactor = Files.createDirectory(DIRECTORY.resolve("reactor"));
        Files.move(WorkspaceCopy.of(WORKSPACE, DIRECTORY).root(), reactor.resolve("deployed-it"));
        MavenBuild.generate(reactor, "two-it", "numpy");
        Files.writeString(reactor.resolve("pom.xml"), """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>org.example</groupId>
                  <artifactId>reactor</artifactId>
                  <version>1.0.0-SNAPSHOT</version>
                  <packaging>pom</packaging>
                  <properties><maven.deploy.skip>true</maven.deploy.skip></properties>
                  <modules><module>deployed-it</module><module>two-it</module></modules>
                </project>
                """);

        maven(reactor).run("-T2", "deploy").assertSuccess();

        Path one = reactor.resolve("deployed-it/target/openfl-gramine/measurements.json");
        Path two = reactor.resolve("two-it/target/openfl-gramine/measurements.json");
        assertThat(Files.readString(one)).contains("\"image\": \"deployed-it:" + VERSION + "\"", "image_id");
        assertThat(Files.readString(two)).contains("\"image\": \"two-it:" + VERSION + "\"", "image_id");
    }

    @Test
    @Order(8)
    void the_release_plugin_releases_a_workspace() throws IOException {
        Path origin = DIRECTORY.resolve("origin.git");
        Path clone = DIRECTORY.resolve("clone");
        CommandLine.run("git", "init", "--quiet", "--bare", "--initial-branch=main", origin);
        CommandLine.run("git", "clone", "--quiet", origin, clone);
        copy(WorkspaceCopy.of(WORKSPACE, DIRECTORY).root(), clone);
        Path pom = clone.resolve("pom.xml");
        Files.writeString(
                pom,
                Files.readString(pom)
                        .replaceFirst(
                                "</packaging>",
                                "</packaging>\n  <scm><developerConnection>scm:git:" + origin.toUri()
                                        + "</developerConnection></scm>"));
        git(clone, "checkout", "--quiet", "-B", "main");
        git(clone, "add", "--all");
        git(clone, "commit", "--quiet", "--message", "A workspace");
        git(clone, "push", "--quiet", "origin", "main");

        MavenResult result = registry.knownTo(named(maven(clone)))
                .with("releaseVersion", "1.0.0")
                .with("developmentVersion", "1.1.0-SNAPSHOT")
                .with("ignoreSnapshots", "true")
                .with(
                        "arguments",
                        "-Dgramine.baseImage=" + MavenBuild.setting("it.baseImage")
                                + " -Dgramine.buildNetwork=host -Dopenfl.imageName=" + registry.host()
                                + "/team/deployed-it -DaltDeploymentRepository=released::" + REPOSITORY.toUri()
                                + " -Dgramine.signingKey=" + DIRECTORY.resolve("good.pem"))
                .run(
                        "org.apache.maven.plugins:maven-release-plugin:3.3.1:prepare",
                        "org.apache.maven.plugins:maven-release-plugin:3.3.1:perform");

        result.assertSuccess();
        assertThat(registry.digest("team/deployed-it", "1.0.0")).startsWith("sha256:");
        assertThat(REPOSITORY.resolve("org/example/deployed-it/1.0.0/deployed-it-1.0.0-measurements.json"))
                .content()
                .contains("@" + registry.digest("team/deployed-it", "1.0.0"));
    }

    private static MavenBuild maven(Path directory) {
        return MavenBuild.in(directory)
                .with("altDeploymentRepository", "released::" + REPOSITORY.toUri())
                .with("gramine.signingKey", DIRECTORY.resolve("good.pem").toString());
    }

    private static MavenBuild named(MavenBuild build) {
        return build.with("openfl.imageName", registry.host() + "/team/deployed-it");
    }

    private static String reference(Path measurements) throws IOException {
        Matcher matcher = REFERENCE.matcher(Files.readString(measurements));
        assertThat(matcher.find()).as(measurements.toString()).isTrue();
        return matcher.group(1);
    }

    /** Returns the newest of a snapshot's files. */
    private static Path published(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(REPOSITORY.resolve("org/example/deployed-it/" + VERSION))) {
            return files.filter(file -> file.toString().endsWith("-" + suffix))
                    .max(Comparator.comparing(Path::toString))
                    .orElseThrow();
        }
    }

    /** Removes an installed artifact, so that it must come from the repository to which it was deployed. */
    private static void forgetInstalled(String artifact) throws IOException {
        CommandLine.run(
                "rm", "-rf", Path.of(MavenBuild.setting("it.repository")).resolve("org/example/" + artifact));
    }

    private static void copy(Path from, Path to) {
        CommandLine.run("cp", "-a", from + "/.", to);
    }

    private static void git(Path directory, String... words) {
        Object[] command = Stream.concat(
                        Stream.of(
                                "git",
                                "-C",
                                directory.toString(),
                                "-c",
                                "user.name=test",
                                "-c",
                                "user.email=test@example.org"),
                        Stream.of(words))
                .toArray();
        CommandLine.run(command);
    }
}
