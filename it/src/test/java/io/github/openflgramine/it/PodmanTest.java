package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A release is built and tried with Podman as root. Its participants are an ordinary user with a shell and a rootless Podman, who
 * has kits and the image's archive, and no Java.
 */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PodmanTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(PodmanTest.class);
    private static final Path HOSPITAL = DIRECTORY.resolve("hospital");
    private static final String USER = "openfl-hospital";
    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{96}\\b");

    private static OwnPodman podman;
    private static Experiment experiment;

    @BeforeAll
    static void engine() throws IOException {
        podman = OwnPodman.start();
        String base = MavenBuild.setting("it.baseImage");
        podman.copy(base, DIRECTORY.resolve("base.tar"));
        experiment = Experiment.make(DIRECTORY, "wards", build -> podman.builds(build, base), "localhost");
    }

    @AfterAll
    static void leaveNothingBehind() {
        podman.close();
    }

    @Test
    @Order(1)
    void root_builds_and_trains() throws IOException {
        MavenResult built = experiment.maven().run("install");
        built.assertSuccess();
        assertThat(built.text()).contains("(Podman ");

        MavenResult trained = experiment.maven().with("openfl.mode", "direct").run("openfl-gramine:federation");

        trained.assertSuccess();
        assertThat(trained.text()).contains("The trained model is ");
    }

    @Test
    @Order(2)
    void a_user_verifies_its_kits() throws IOException {
        MavenResult deployed = experiment
                .maven()
                .with("openfl.executableJar", MavenBuild.setting("it.jar"))
                .run("openfl-gramine:deployment");
        deployed.assertSuccess();
        Files.createDirectories(HOSPITAL);
        for (String actor : List.of("aggregator", "north", "south")) {
            UnpackedKit.unpack(experiment.made("kits/wards-" + actor + ".tar"), HOSPITAL);
        }
        Files.copy(experiment.root().resolve("target/wards.tar.gz"), HOSPITAL.resolve("wards.tar.gz"));
        give();

        assertThat(run("north", "./verify", experiment.publicKey()))
                .contains("is signed by", "is the archive of the image", "For that, get openfl-gramine.jar");
    }

    @Test
    @Order(3)
    void a_user_requests_and_imports_certificates() throws IOException {
        new UnpackedKit("aggregator", kit("aggregator"), Map.of(), build -> build).bringCertificate(experiment);
        for (String collaborator : List.of("north", "south")) {
            String requested = run(collaborator, "./request");
            String zip = "col_" + collaborator + "_to_agg_cert_request.zip";
            Files.copy(kit(collaborator).resolve(zip), experiment.root().resolve(zip));
            Matcher hash = HASH.matcher(requested);
            assertThat(hash.find()).isTrue();
            MavenResult signed = experiment
                    .maven()
                    .with("openfl.requestPackage", zip)
                    .with("openfl.requestHash", hash.group())
                    .run("openfl-gramine:collaborator-certify");
            signed.assertSuccess();
            String answer = "agg_to_col_" + collaborator + "_signed_cert.zip";
            Files.copy(
                    experiment.root().resolve(answer),
                    kit(collaborator).resolve(answer),
                    StandardCopyOption.REPLACE_EXISTING);
            give();
            run(collaborator, "./import", answer, signed.shownChainHash());
            CommandLine.run(
                    "cp",
                    "--recursive",
                    experiment.root().resolve("data") + "/.",
                    kit(collaborator).resolve("data"));
        }
        give();
        assertThat(kit("north").resolve("cert/client/col_north.key")).isRegularFile();
    }

    @Test
    @Order(4)
    void a_user_trains_to_the_last_round() throws Exception {
        List<ProcessBuilder> actors = new ArrayList<>();
        for (String actor : List.of("aggregator", "north", "south")) {
            actors.add(new ProcessBuilder(podman.command(USER, kit(actor), "./start", "direct")).inheritIO());
        }

        UnpackedKit.train(actors);

        Path model = kit("aggregator").resolve("save/wards_last.pbuf");
        assertThat(model).isNotEmptyFile();
        assertThat(Files.getOwner(model)).hasToString(USER);
    }

    @Test
    @Order(5)
    void the_executable_jar_gives_the_whole_verdict() throws IOException {
        Files.copy(Path.of(MavenBuild.setting("it.jar")), HOSPITAL.resolve("openfl-gramine.jar"));
        give();

        assertThat(run("north", "./verify", experiment.publicKey()))
                .contains("the image has the measured enclaves")
                .doesNotContain("not part of the kit");
    }

    private static Path kit(String actor) {
        return HOSPITAL.resolve("wards-" + actor);
    }

    /** Gives the hospital's files to its user, who may not be able to read other directories. */
    private static void give() {
        CommandLine.run("chmod", "755", DIRECTORY);
        podman.as(USER, Path.of("/"), "true");
        CommandLine.run("chown", "--recursive", USER, HOSPITAL);
    }

    private static String run(String actor, Object... words) {
        return podman.as(USER, kit(actor), words);
    }
}
