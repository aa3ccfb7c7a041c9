package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A release with all that it says of itself, and three participants who have their kits, the image's archive and Docker. */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KitsTest {

    private static final Path FOLDER = MavenBuild.workFolder(KitsTest.class);
    private static final Path WORKSPACE = FOLDER.resolve("clinics");
    private static final Path RELEASED = WORKSPACE.resolve("target/openfl-gramine");
    private static final Path KEY = FOLDER.resolve("release-key.pem");
    private static final Path PUBLIC = FOLDER.resolve("release-public.pem");
    private static final List<String> HOSPITALS = List.of("north", "south");
    private static final Pattern HASH = Pattern.compile("to be compared by its signer: ([0-9a-f]{96})");

    @AfterAll
    static void leaveNothingBehind() {
        for (String actor : List.of("aggregator", "north", "south")) {
            if (!Docker.run("ps", "--all", "--quiet", "--filter", "name=clinics-" + actor)
                    .isEmpty()) {
                Docker.run("rm", "--force", "clinics-" + actor);
            }
        }
        Docker.remove("clinics:1.0.0-SNAPSHOT", "clinics:1.0.0-SNAPSHOT-first");
    }

    @Test
    @Order(1)
    void a_release_is_attached_with_its_bill_of_materials_and_its_signed_provenance() throws IOException {
        MavenBuild.generate(FOLDER, "clinics", "numpy");
        CommandLine.run("openssl", "genpkey", "-algorithm", "ed25519", "-out", KEY);
        CommandLine.run("openssl", "pkey", "-in", KEY, "-pubout", "-out", PUBLIC);
        for (String goal : List.of(
                "generate-key",
                "workspace-certify",
                "plan-initialize",
                "aggregator-generate-cert-request",
                "aggregator-certify")) {
            workspace().run("openfl-gramine:" + goal).assertSuccess();
        }
        MavenResult result = workspace().run("install");
        result.assertSuccess();
        assertThat(result.text()).contains("Provenance, signed by the key ");

        Path installed = Path.of(MavenBuild.setting("it.repository"), "org/example/clinics/1.0.0-SNAPSHOT");
        assertThat(Files.readString(installed.resolve("clinics-1.0.0-SNAPSHOT-sbom.json")))
                .contains("pkg:pypi/openfl@1.9", "pkg:deb/debian/gramine@", "trusted_files.aggregator");
        assertThat(installed.resolve("clinics-1.0.0-SNAPSHOT-provenance.json")).isNotEmptyFile();
        MavenBuild.in(FOLDER)
                .with("gramine.file", archive().toString())
                .with("openfl.provenance", RELEASED.resolve("provenance.json").toString())
                .with("openfl.releasePublicKey", PUBLIC.toString())
                .run(MavenBuild.PLUGIN + ":verify")
                .assertSuccess();
    }

    @Test
    @Order(2)
    void each_participant_checks_its_kit_and_makes_its_own_key_in_it() throws IOException {
        Files.writeString(WORKSPACE.resolve("plan/cols.yaml"), "collaborators:\n- north\n- south\n");
        Files.writeString(WORKSPACE.resolve("plan/data.yaml"), "north,1\nsouth,2\n");
        workspace().run("openfl-gramine:deployment").assertSuccess();
        for (String actor : List.of("aggregator", "north", "south")) {
            Path kit = RELEASED.resolve("kits/clinics-" + actor + ".tar");
            assertThat(Files.readString(kit, StandardCharsets.ISO_8859_1)).doesNotContain("PRIVATE KEY");
            MavenBuild.in(FOLDER)
                    .with("openfl.kit", kit.toString())
                    .with("openfl.releasePublicKey", PUBLIC.toString())
                    .run(MavenBuild.PLUGIN + ":verify")
                    .assertSuccess();
            CommandLine.run("tar", "--extract", "--directory", FOLDER, "--file", kit);
        }
        for (String hospital : HOSPITALS) {
            certify(hospital);
            copy(WORKSPACE.resolve("data"), kit(hospital).resolve("data"));
        }
        for (String ending : List.of(".crt", ".key")) {
            copyFile("cert/server/agg_localhost" + ending, WORKSPACE, kit("aggregator"));
        }
    }

    @Test
    @Order(3)
    void they_train_from_their_kits_to_the_last_round() throws Exception {
        Docker.remove("clinics:1.0.0-SNAPSHOT");
        Files.copy(archive(), FOLDER.resolve("clinics.tar.gz"), StandardCopyOption.REPLACE_EXISTING);

        List<Process> actors = new ArrayList<>();
        for (String actor : List.of("aggregator", "north", "south")) {
            actors.add(new ProcessBuilder(kit(actor).resolve("start").toString(), "direct")
                    .inheritIO()
                    .start());
        }

        for (Process actor : actors) {
            assertThat(actor.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(actor.exitValue()).isZero();
        }
        assertThat(kit("aggregator").resolve("save/clinics_last.pbuf")).isNotEmptyFile();
        assertThat(Files.readAllLines(kit("aggregator").resolve("logs/aggregator_metrics.txt")))
                .hasSize(3);
    }

    @Test
    @Order(4)
    void stop_ends_what_start_has_left_running() throws Exception {
        CommandLine.run(Map.of(), kit("north").resolve("start"), "--detach", "direct");
        assertThat(Docker.run("ps", "--quiet", "--filter", "name=clinics-north"))
                .hasSize(1);

        CommandLine.run(kit("north").resolve("stop"));

        assertThat(Docker.run("ps", "--all", "--quiet", "--filter", "name=clinics-north"))
                .isEmpty();
    }

    private static void certify(String hospital) throws IOException {
        MavenResult request = MavenBuild.in(kit(hospital))
                .with("openfl.collaborator", hospital)
                .run(MavenBuild.PLUGIN + ":collaborator-generate-cert-request");
        request.assertSuccess();
        Matcher hash = HASH.matcher(request.text());
        assertThat(hash.find()).isTrue();
        copyFile("col_" + hospital + "_to_agg_cert_request.zip", kit(hospital), WORKSPACE);
        workspace()
                .with("openfl.requestPackage", "col_" + hospital + "_to_agg_cert_request.zip")
                .with("openfl.requestHash", hash.group(1))
                .run("openfl-gramine:collaborator-certify")
                .assertSuccess();
        copyFile("agg_to_col_" + hospital + "_signed_cert.zip", WORKSPACE, kit(hospital));
        MavenBuild.in(kit(hospital))
                .with("openfl.import", "agg_to_col_" + hospital + "_signed_cert.zip")
                .run(MavenBuild.PLUGIN + ":collaborator-certify")
                .assertSuccess();
    }

    private static MavenBuild workspace() {
        return MavenBuild.in(WORKSPACE)
                .with("gramine.signingKey", FOLDER.resolve("signing-key.pem").toString())
                .with("openfl.aggregator", "localhost")
                .with("openfl.releaseKey", KEY.toString());
    }

    private static Path archive() {
        return WORKSPACE.resolve("target/clinics.tar.gz");
    }

    private static Path kit(String actor) {
        return FOLDER.resolve("clinics-" + actor);
    }

    private static void copyFile(String name, Path from, Path to) throws IOException {
        Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(Path from, Path to) throws IOException {
        CommandLine.run("cp", "--recursive", from + "/.", to);
    }
}
