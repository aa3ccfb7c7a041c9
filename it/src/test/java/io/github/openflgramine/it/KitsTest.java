package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A complete release, and three participants who have their kits, the image's archive and Docker. */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KitsTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(KitsTest.class);
    private static final List<UnpackedKit> KITS = new ArrayList<>();
    private static final int AGGREGATOR = 0;
    private static final int NORTH = 1;
    private static final int SOUTH = 2;

    private static final String JRE = "openfl-gramine-it-jre";

    private static Experiment experiment;

    @BeforeAll
    static void workspace() throws IOException {
        experiment = Experiment.make(DIRECTORY, "clinics");
    }

    @AfterAll
    static void leaveNothingBehind() {
        Docker.removeContainers("clinics-aggregator", "clinics-north", "clinics-south");
        Docker.remove("clinics:1.0.0", "clinics:1.0.0-first", JRE);
    }

    @Test
    @Order(1)
    void a_release_is_attached_with_its_bill_of_materials_and_its_signed_provenance() throws IOException {
        MavenResult result = experiment.maven().run("install");
        result.assertSuccess();
        assertThat(result.text()).contains("Provenance, signed by key ");

        Path installed = Path.of(MavenBuild.setting("it.repository"), "org/example/clinics/1.0.0");
        assertThat(Files.readString(installed.resolve("clinics-1.0.0-sbom.json")))
                .contains("pkg:pypi/openfl@1.9", "pkg:deb/debian/gramine@", "trusted_files.aggregator");
        assertThat(installed.resolve("clinics-1.0.0-provenance.json")).isNotEmptyFile();
        MavenBuild.in(DIRECTORY)
                .with("gramine.file", archive().toString())
                .with("openfl.provenance", experiment.made("provenance.json").toString())
                .with("openfl.releasePublicKey", experiment.publicKey().toString())
                .run(MavenBuild.PLUGIN + ":verify")
                .assertSuccess();
    }

    @Test
    @Order(2)
    void each_participant_checks_its_kit_and_makes_its_own_key_in_it() throws IOException {
        experiment
                .maven()
                .with("openfl.executableJar", MavenBuild.setting("it.jar"))
                .run("openfl-gramine:deployment")
                .assertSuccess();
        for (String actor : List.of("aggregator", "north", "south")) {
            Path kit = experiment.made("kits/clinics-" + actor + ".tar");
            assertThat(Files.readString(kit, StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE KEY");
            MavenBuild.in(DIRECTORY)
                    .with("openfl.kit", kit.toString())
                    .with("openfl.releasePublicKey", experiment.publicKey().toString())
                    .run(MavenBuild.PLUGIN + ":verify")
                    .assertSuccess();
            KITS.add(UnpackedKit.here(actor, kit, DIRECTORY));
        }
        KITS.get(AGGREGATOR).bringCertificate(experiment);
        KITS.get(SOUTH).certifyAndBringData(experiment);
    }

    @Test
    @Order(3)
    void another_needs_no_java() throws IOException {
        Files.copy(archive(), DIRECTORY.resolve("clinics.tar.gz"), StandardCopyOption.REPLACE_EXISTING);
        UnpackedKit north = KITS.get(NORTH);
        assertThat(north.script("verify", experiment.publicKey()))
                .contains("is signed by", "all files of the kit are as released", "is the archive of the image")
                .contains("has the layers in measurements.json")
                .doesNotContain("not part of the kit");

        north.certifyByScriptsAndBringData(experiment);

        assertThatThrownBy(() -> north.script("start", "--check", "direct"))
                .hasMessageContaining("FAIL  nothing listens at localhost:");
    }

    @Test
    @Order(4)
    void an_image_with_java_gives_the_whole_verdict() throws IOException {
        Path context = Files.createDirectories(DIRECTORY.resolve("jre-image"));
        CommandLine.run(
                Path.of(System.getProperty("java.home"), "bin", "jlink"),
                "--add-modules",
                "java.se,jdk.crypto.ec,jdk.crypto.cryptoki,jdk.unsupported,jdk.zipfs",
                "--output",
                context.resolve("jre"));
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM " + MavenBuild.setting("it.baseImage")
                        + "\nCOPY jre /opt/jre\nENV PATH=/opt/jre/bin:/usr/bin:/bin\n");
        Docker.run("build", "--network=none", "--tag=" + JRE, context.toString());
        Files.copy(Path.of(MavenBuild.setting("it.jar")), DIRECTORY.resolve("openfl-gramine.jar"));

        Path verify = KITS.get(NORTH).directory().resolve("verify");
        assertThat(CommandLine.run(Map.of("KIT_JRE", JRE), verify, experiment.publicKey()))
                .contains("the image has the measured enclaves");
    }

    @Test
    @Order(5)
    void they_train_from_their_kits_to_the_last_round() throws Exception {
        Docker.remove("clinics:1.0.0");

        UnpackedKit.train(KITS.stream().map(UnpackedKit::start).toList());

        assertTrained();
    }

    @Test
    @Order(6)
    void stop_ends_what_start_has_left_running() {
        Path kit = KITS.get(NORTH).directory();
        CommandLine.run(kit.resolve("start"), "--detach", "direct");
        assertThat(Docker.run("ps", "--quiet", "--filter", "name=clinics-north"))
                .hasSize(1);
        assertThat(KITS.get(NORTH).script("status")).startsWith("running since ");

        CommandLine.run(kit.resolve("stop"));

        assertThat(Docker.run("ps", "--all", "--quiet", "--filter", "name=clinics-north"))
                .isEmpty();
    }

    @Test
    @Order(7)
    void their_compose_files_train_in_mode_sgx() throws Exception {
        Path aggregator = KITS.get(AGGREGATOR).directory();
        Files.delete(aggregator.resolve("save/clinics_last.pbuf"));
        Files.delete(aggregator.resolve("logs/aggregator_metrics.txt"));
        String compose = CommandLine.run("../scripts/compose", DIRECTORY.resolve("compose"))
                .lines()
                .reduce((one, next) -> next)
                .orElseThrow();
        List<ProcessBuilder> commands = new ArrayList<>();
        for (UnpackedKit kit : KITS) {
            commands.add(kit.compose(compose, Path.of("/dev/null")));
        }

        UnpackedKit.train(commands);

        assertTrained();
    }

    private static void assertTrained() throws IOException {
        assertThat(KITS.get(AGGREGATOR).directory().resolve("save/clinics_last.pbuf"))
                .isNotEmptyFile();
        assertThat(KITS.get(AGGREGATOR).accuracies()).hasSize(3);
    }

    private static Path archive() {
        return experiment.root().resolve("target/clinics.tar.gz");
    }
}
