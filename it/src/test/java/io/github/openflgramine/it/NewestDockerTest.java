package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A release is built by the newest Docker, which stores images in containerd, and received by machines with this one and with an older
 * one.
 */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NewestDockerTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(NewestDockerTest.class);
    private static final String IMAGE = "newest:1.0.0";

    private static OwnEngine engine;
    private static Experiment experiment;

    @BeforeAll
    static void engine() throws IOException {
        engine = OwnEngine.startNewest();
        engine.copy(MavenBuild.setting("it.baseImage"), DIRECTORY.resolve("base.tar"));
        experiment = Experiment.make(DIRECTORY, "newest", NewestDockerTest::onNewest, "localhost");
    }

    @AfterAll
    static void leaveNothingBehind() {
        engine.close();
        Docker.removeContainers("newest-aggregator", "newest-north", "newest-south");
        Docker.remove(IMAGE, IMAGE + "-first");
    }

    @Test
    @Order(1)
    void it_stores_images_in_containerd_and_trains() {
        assertThat(docker("info", "--format", "{{.DriverStatus}}")).contains("io.containerd.snapshotter");
        experiment.maven().run("install").assertSuccess();

        MavenResult trained = experiment.maven().with("openfl.mode", "direct").run("openfl-gramine:federation");

        trained.assertSuccess();
        assertThat(trained.text()).contains("The trained model is ");
    }

    @Test
    @Order(2)
    void an_older_engine_measures_the_same_enclaves() throws IOException {
        WorkspaceCopy copy = WorkspaceCopy.of(experiment.root(), DIRECTORY);

        MavenBuild.in(copy.root())
                .with("gramine.signingKey", DIRECTORY.resolve("signing-key.pem").toString())
                .with("openfl.aggregator", "localhost")
                .with("gramine.save", "false")
                .run("install")
                .assertSuccess();

        assertThat(Mrenclaves.in(copy.root().resolve("target/openfl-gramine/measurements.json")))
                .hasSize(2)
                .isEqualTo(Mrenclaves.in(experiment.made("measurements.json")));
    }

    @Test
    @Order(3)
    void the_archive_is_verified_and_trains_from_kits_on_both() throws Exception {
        experiment.maven().run("openfl-gramine:deployment").assertSuccess();
        Docker.remove(IMAGE);
        docker("rmi", "--force", IMAGE);
        UnpackedKit aggregator = kit("aggregator", true);
        UnpackedKit north = kit("north", true);
        UnpackedKit south = kit("south", false);
        Files.copy(experiment.root().resolve("target/newest.tar.gz"), DIRECTORY.resolve("newest.tar.gz"));
        aggregator.bringCertificate(experiment);
        north.certifyByScriptsAndBringData(experiment);
        south.certifyByScriptsAndBringData(experiment);
        for (UnpackedKit hospital : List.of(north, south)) {
            assertThat(hospital.script("verify", experiment.publicKey()))
                    .contains("is the archive of the image", "has the layers in measurements.json");
        }

        UnpackedKit.train(List.of(aggregator.start(), north.start(), south.start()));

        assertThat(aggregator.directory().resolve("save/newest_last.pbuf")).isNotEmptyFile();
    }

    private static UnpackedKit kit(String actor, boolean onNewest) {
        UnpackedKit here = UnpackedKit.here(actor, experiment.made("kits/newest-" + actor + ".tar"), DIRECTORY);
        return onNewest
                ? new UnpackedKit(actor, here.directory(), engine.environment(), NewestDockerTest::onNewest)
                : here;
    }

    private static MavenBuild onNewest(MavenBuild build) {
        engine.environment().forEach(build::withEnvironment);
        return build;
    }

    private static String docker(Object... words) {
        Object[] command = new Object[words.length + 1];
        command[0] = "docker";
        System.arraycopy(words, 0, command, 1, words.length);
        return CommandLine.run(engine.environment(), command);
    }
}
