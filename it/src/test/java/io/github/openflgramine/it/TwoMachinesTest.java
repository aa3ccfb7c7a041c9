package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One machine releases to a registry and a Maven repository. Another one starts with an empty Docker engine, local
 * Maven repository and directory. It is given the coordinates and, out of band, the expected values: the
 * collaborators' MRENCLAVE, the MRSIGNER and the release key. Only the release and the certificate zips go between
 * them.
 */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TwoMachinesTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(TwoMachinesTest.class);
    private static final Path RELEASES = DIRECTORY.resolve("releases");
    private static final Path OTHER = DIRECTORY.resolve("other");
    private static final String COORDINATES = "org.example:trial:1.0.0:tar:kit-";
    private static final Path PUBLIC = OTHER.resolve("public.pem");
    private static final Path KIT = OTHER.resolve("trial-north");
    private static final Path MEASUREMENTS = KIT.resolve("measurements.json");

    private static Registry registry;
    private static OwnEngine engine;
    private static Experiment experiment;
    private static String mrenclave = "";
    private static String mrsigner = "";

    @BeforeAll
    static void machines() throws Exception {
        registry = Registry.start(Files.createDirectory(DIRECTORY.resolve("registry")));
        engine = OwnEngine.start();
        experiment = Experiment.make(Files.createDirectory(DIRECTORY.resolve("one")), "trial");
        Files.createDirectory(OTHER);
    }

    @AfterAll
    static void leaveNothingBehind() throws Exception {
        engine.close();
        registry.close();
        Docker.removeContainers("trial-aggregator", "trial-south");
        String name = registry.host() + "/team/trial:1.0.0";
        Docker.remove(name, name + "-first", "trial:1.0.0-first");
    }

    @Test
    @Order(1)
    void one_machine_deploys_image_and_kits() throws IOException {
        MavenResult result = registry.knownTo(experiment.maven())
                .with("openfl.imageName", registry.host() + "/team/trial")
                .with("altDeploymentRepository", "releases::" + RELEASES.toUri())
                .with("openfl.publishKits", "true")
                .run("deploy");

        result.assertSuccess();
        assertThat(result.text())
                .contains("-Dartifact=" + COORDINATES + "aggregator", COORDINATES + "north", COORDINATES + "south");
        String provenance =
                values(experiment.made("provenance.json"), "payload").get(0);
        assertThat(new String(Base64.getDecoder().decode(provenance), StandardCharsets.UTF_8))
                .contains("trial-1.0.0-kit-north.tar");
        Path measurements = experiment.made("measurements.json");
        mrenclave = values(measurements, "mrenclave").get(1);
        mrsigner = values(measurements, "mrsigner").get(1);
        Files.copy(experiment.publicKey(), PUBLIC);
    }

    @Test
    @Order(2)
    void the_other_fetches_its_kit_by_coordinates_and_checks_who_released_it() {
        assertThat(CommandLine.run(engine.environment(), "docker", "images", "--quiet"))
                .isEmpty();

        other().with("artifact", COORDINATES + "north")
                .with("outputDirectory", ".")
                .run("org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy")
                .assertSuccess();
        Path archive = OTHER.resolve("trial-1.0.0-kit-north.tar");
        MavenResult verified = other().with("openfl.kit", archive.toString())
                .with("openfl.releasePublicKey", PUBLIC.toString())
                .run(MavenBuild.PLUGIN + ":verify");

        verified.assertSuccess();
        assertThat(verified.text()).contains("as released");
        assertThat(UnpackedKit.unpack(archive, OTHER)).isEqualTo(KIT);
    }

    @Test
    @Order(3)
    void it_pulls_the_image_by_the_kits_digest_and_verifies_it() throws IOException {
        registry.pull(reference(), engine.environment());

        MavenResult verified = verifyImage(mrenclave);

        verified.assertSuccess();
        assertThat(verified.text()).contains("as expected");
    }

    @Test
    @Order(4)
    void another_measurement_than_expected_is_shown_under_the_expected_one() throws IOException {
        String another = new StringBuilder(mrenclave).reverse().toString();

        MavenResult refused = verifyImage(another);

        refused.assertFailure("verify", "collaborator: mrenclave differs from gramine.collaboratorMrenclave:");
        assertThat(refused.text()).contains("  expected  " + another + "\n", "  found     " + mrenclave + "\n");
    }

    @Test
    @Order(5)
    void it_trains_from_its_kit_with_the_others_to_the_last_round() throws Exception {
        UnpackedKit north = new UnpackedKit("north", KIT, engine.environment(), TwoMachinesTest::onTheOther);
        UnpackedKit aggregator = onTheFirst("aggregator");
        UnpackedKit south = onTheFirst("south");
        aggregator.bringCertificate(experiment);
        north.certifyAndBringData(experiment);
        south.certifyAndBringData(experiment);

        UnpackedKit.train(List.of(aggregator.start(), north.start(), south.start()));

        assertThat(aggregator.directory().resolve("save/trial_last.pbuf")).isNotEmptyFile();
        List<Double> accuracies = aggregator.accuracies();
        assertThat(accuracies).hasSize(3);
        assertThat(accuracies.get(2)).isGreaterThan(accuracies.get(0)).isGreaterThan(0.9);
    }

    private static MavenBuild other() {
        return onTheOther(MavenBuild.in(OTHER));
    }

    private static MavenBuild onTheOther(MavenBuild build) {
        engine.environment().forEach(build::withEnvironment);
        return build.onMachine(OTHER.resolve("home"), RELEASES);
    }

    private static UnpackedKit onTheFirst(String actor) {
        return UnpackedKit.here(actor, experiment.made("kits/trial-" + actor + ".tar"), DIRECTORY.resolve("one"));
    }

    private static MavenResult verifyImage(String expected) throws IOException {
        return other().with("openfl.image", reference())
                .with("gramine.measurements", MEASUREMENTS.toString())
                .with("gramine.collaboratorMrenclave", expected)
                .with("gramine.mrsigner", mrsigner)
                .run(MavenBuild.PLUGIN + ":verify");
    }

    private static String reference() throws IOException {
        return values(MEASUREMENTS, "image_reference").get(0);
    }

    /** Returns all values of a field. */
    private static List<String> values(Path json, String field) throws IOException {
        return Pattern.compile("\"" + field + "\" *: *\"([^\"]*)\"")
                .matcher(Files.readString(json))
                .results()
                .map(found -> found.group(1))
                .toList();
    }
}
