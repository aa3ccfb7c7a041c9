package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Follows the manual with a build machine, an aggregator and two hospitals. The last three are on hosts with their own
 * name, address and engine. Only files are exchanged between them.
 */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ThreeHostsTest {

    private static final String PLUGIN =
            "io.github.openfl-gramine:openfl-gramine-maven-plugin:" + MavenBuild.setting("it.version");
    private static final String AGGREGATOR = "aggregator.federation.test";
    private static final List<String> HOSPITALS = List.of("north.federation.test", "south.federation.test");
    private static final Path DIRECTORY = MavenBuild.workDirectory(ThreeHostsTest.class);
    private static final Path BUILDING = DIRECTORY.resolve("far");

    private static TestHosts hosts;

    @BeforeAll
    static void threeHosts() {
        hosts = TestHosts.up(AGGREGATOR, HOSPITALS.get(0), HOSPITALS.get(1));
    }

    @AfterAll
    static void leave_no_hosts_and_no_images() {
        hosts.close();
        Docker.remove("far:1.0.0-SNAPSHOT", "far:1.0.0-SNAPSHOT-first");
    }

    @Test
    @Order(1)
    void the_building_machine_makes_workspace_and_image() {
        MavenBuild.generate(DIRECTORY, "far", "numpy");
        for (String goal : List.of("openfl-gramine:generate-key", "openfl-gramine:plan-initialize", "install")) {
            MavenBuild.in(BUILDING)
                    .with("gramine.signingKey", DIRECTORY.resolve("key.pem").toString())
                    .with("openfl.aggregator", AGGREGATOR)
                    .run(goal)
                    .assertSuccess();
        }
    }

    @Test
    @Order(2)
    void everybody_gets_the_archive_the_aggregator_model_and_workspace_the_hospitals_their_data() throws IOException {
        Files.createDirectories(directory(AGGREGATOR).resolve("save"));
        unzip(BUILDING.resolve("target/far.zip"), directory(AGGREGATOR));
        copy("save/far_init.pbuf", AGGREGATOR);
        copy("target/far.tar.gz", AGGREGATOR);
        copy("target/openfl-gramine/measurements.json", AGGREGATOR);
        for (String hospital : HOSPITALS) {
            copy("data/iris.csv", hospital);
            copy("target/far.tar.gz", hospital);
            copy("target/openfl-gramine/measurements.json", hospital);
        }
    }

    @Test
    @Order(3)
    void each_host_says_that_it_can_run_the_image() {
        for (String host : List.of(AGGREGATOR, HOSPITALS.get(0), HOSPITALS.get(1))) {
            MavenResult result = maven(host).run("-o", PLUGIN + ":host-check");
            result.assertSuccess();
            assertThat(result.text()).contains("ok    image   far:1.0.0-SNAPSHOT");
        }
    }

    @Test
    @Order(4)
    void certificates_go_to_and_fro_as_zips() throws IOException {
        for (String goal : List.of("workspace-certify", "aggregator-generate-cert-request", "aggregator-certify")) {
            maven(AGGREGATOR).run("-o", PLUGIN + ":" + goal).assertSuccess();
        }
        int shard = 0;
        for (String hospital : HOSPITALS) {
            shard++;
            String name = name(hospital);
            maven(hospital)
                    .with("openfl.dataPath", Integer.toString(shard))
                    .run("-o", PLUGIN + ":collaborator-create")
                    .assertSuccess();
            MavenResult request = maven(hospital).run("-o", PLUGIN + ":collaborator-generate-cert-request");
            request.assertSuccess();

            move("col_" + name + "_to_agg_cert_request.zip", hospital, AGGREGATOR);
            MavenResult signed = maven(AGGREGATOR)
                    .with("openfl.requestPackage", "col_" + name + "_to_agg_cert_request.zip")
                    .with("openfl.requestHash", request.shownHash())
                    .run("-o", PLUGIN + ":collaborator-certify");
            signed.assertSuccess();

            move("agg_to_col_" + name + "_signed_cert.zip", AGGREGATOR, hospital);
            hosts.maven(hospital, directory(hospital))
                    .with("openfl.import", "agg_to_col_" + name + "_signed_cert.zip")
                    .with("openfl.chainHash", signed.shownChainHash())
                    .run("-o", PLUGIN + ":collaborator-certify")
                    .assertSuccess();
        }
    }

    @Test
    @Order(5)
    void they_train_a_model_that_lies_on_the_aggregator_s_host() throws Exception {
        CompletableFuture<MavenResult> aggregator = start(AGGREGATOR, "aggregator");
        List<CompletableFuture<MavenResult>> hospitals = HOSPITALS.stream()
                .map(hospital -> start(hospital, "collaborator"))
                .toList();

        MavenResult result = Waiting.end(aggregator);
        result.assertSuccess();
        for (CompletableFuture<MavenResult> hospital : hospitals) {
            Waiting.end(hospital).assertSuccess();
        }
        assertThat(result.text())
                .contains("The trained model is " + directory(AGGREGATOR).resolve("save/far_best.pbuf"));
        assertThat(directory(AGGREGATOR).resolve("save/far_last.pbuf")).isNotEmptyFile();
        assertThat(Files.readAllLines(directory(AGGREGATOR).resolve("logs/aggregator_metrics.txt")))
                .hasSize(3);
    }

    private static CompletableFuture<MavenResult> start(String host, String role) {
        return CompletableFuture.supplyAsync(() -> maven(host).run("-o", PLUGIN + ":" + role + "-start"));
    }

    /** Returns a build with the properties that a person on this host would set. */
    private static MavenBuild maven(String host) {
        MavenBuild build = hosts.maven(host, directory(host))
                .with("openfl.image", "far.tar.gz")
                .with("gramine.measurements", "openfl-gramine/measurements.json")
                .with("openfl.mode", "direct");
        return host.equals(AGGREGATOR) ? build : build.with("openfl.collaborator", name(host));
    }

    private static Path directory(String host) {
        return DIRECTORY.resolve(name(host));
    }

    private static String name(String host) {
        return host.substring(0, host.indexOf('.'));
    }

    private static void copy(String file, String host) throws IOException {
        String target = file.startsWith("target/") ? file.substring("target/".length()) : file;
        Files.createDirectories(directory(host).resolve(target).getParent());
        Files.copy(BUILDING.resolve(file), directory(host).resolve(target));
    }

    private static void move(String file, String from, String to) throws IOException {
        Files.move(directory(from).resolve(file), directory(to).resolve(file));
    }

    private static void unzip(Path zip, Path directory) throws IOException {
        try (var system = java.nio.file.FileSystems.newFileSystem(zip);
                var files = Files.walk(system.getPath("/"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = directory.resolve(file.toString().substring(1));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
