package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A workspace with its own manifest, Dockerfile, wheels and CA: first without a key, then with one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class CustomisedImageTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(CustomisedImageTest.class);
    private static final Path WORKSPACE = DIRECTORY.resolve("customised-it");
    private static final String IMAGE = "customised-it:1.0.0-SNAPSHOT";
    private static final String OURS = "/io/github/openflgramine/";
    private static final String CA_MARK = "CA of this test " + UUID.randomUUID();

    private static String measurements = "";

    @AfterAll
    static void remove_images() {
        Docker.remove(IMAGE, IMAGE + "-direct", IMAGE + "-first");
    }

    @Test
    @Order(1)
    void the_oldest_maven_installs_an_unsigned_image_and_says_so() throws IOException {
        MavenBuild.generate(DIRECTORY, "customised-it", "numpy");
        write("gramine/Dockerfile", resource("prepare/Dockerfile") + "RUN echo own > /opt/customised\n");
        write(
                "gramine/openfl.manifest.ftl",
                resource("gramine/openfl.manifest.ftl") + "loader.env.OWN = \"${role}\"\n");
        write("gramine/trusted.txt", "include ${python}/tinywheel/**/*.py\n");
        write("requirements.txt", "openfl-gramine\ntinywheel\n");
        Files.createDirectory(DIRECTORY.resolve("wheels"));
        Wheels.write(DIRECTORY.resolve("wheels"), "tinywheel", "1.0");
        Wheels.write(DIRECTORY.resolve("wheels"), "tinywheel", "2.0");
        Files.writeString(DIRECTORY.resolve("constraints.txt"), "tinywheel<2\n");
        Files.writeString(DIRECTORY.resolve("ca.crt"), CA_MARK + "\n" + hostsCertificates());

        MavenResult result =
                maven().withMaven(MavenBuild.setting("it.oldestMaven")).run("install");
        result.assertSuccess();
        assertThat(result.text())
                .contains("Not signed: " + IMAGE + "-direct runs under gramine-direct only, without SGX.")
                .contains("Sign it: mvn openfl-gramine:generate-key")
                .doesNotContain("reading the whole image");
    }

    @Test
    @Order(2)
    void without_save_there_is_no_archive_to_attach() {
        Path installed = Path.of(MavenBuild.setting("it.repository"), "org/example/customised-it/1.0.0-SNAPSHOT");
        assertThat(WORKSPACE.resolve("target/customised-it.tar.gz")).doesNotExist();
        assertThat(installed.resolve("customised-it-1.0.0-SNAPSHOT-image.tar.gz"))
                .doesNotExist();
        assertThat(installed.resolve("customised-it-1.0.0-SNAPSHOT-collaborator-sig.sig"))
                .doesNotExist();
        assertThat(installed.resolve("customised-it-1.0.0-SNAPSHOT-measurements.json"))
                .isNotEmptyFile();
    }

    @Test
    @Order(3)
    void the_unsigned_image_runs_under_gramine_direct_and_refuses_to_run_in_an_enclave() {
        String direct = Docker.failing(
                "run",
                "--rm",
                "--network",
                "none",
                "--env",
                "GRAMINE_EXECUTABLE=gramine-direct",
                IMAGE + "-direct",
                "aggregator",
                "start");
        // Nothing is mounted, so the launcher refuses, but only after Gramine, its manifest and Python have started.
        assertThat(direct).contains("NO GRAMINE: stand-in, no protection").contains("plan/cols.yaml lists nobody");
        assertThat(Docker.failing("run", "--rm", "--network", "none", IMAGE + "-direct", "aggregator", "start"))
                .contains("this image is not signed");
    }

    @Test
    @Order(4)
    void the_users_own_dockerfile_and_manifest_take_the_place_of_ours() throws IOException {
        assertThat(inImage("cat", "/opt/customised")).containsExactly("own");
        assertThat(manifest("aggregator")).contains("OWN = \"aggregator\"");
        assertThat(manifest("collaborator")).contains("OWN = \"collaborator\"");
    }

    @Test
    @Order(5)
    void requirements_come_from_the_wheelhouse_under_the_constraints() throws IOException {
        assertThat(inImage("python3", "-c", "import tinywheel; print(tinywheel.VERSION)"))
                .containsExactly("1.0");
        assertThat(manifest("collaborator")).contains("/tinywheel/__pycache__/__init__");
    }

    @Test
    @Order(5)
    void a_rule_of_the_workspaces_own_lists_what_the_plugins_leave_out() throws IOException {
        assertThat(manifest("aggregator")).contains("/tinywheel/__init__.py\"").doesNotContain("/numpy/__init__.py\"");
    }

    @Test
    @Order(6)
    void the_ca_of_the_build_is_in_no_layer_and_no_trusted_list() throws IOException {
        // The final image starts with the first image's layers, so searching the final image covers both.
        assertThat(layers(IMAGE + "-direct")).startsWith(layers(IMAGE + "-first"));
        assertThat(Docker.savedImageContains(IMAGE + "-direct", List.of(CA_MARK.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        assertThat(manifest("aggregator") + manifest("collaborator"))
                .doesNotContain("ca.crt")
                .doesNotContain("ca-bundle")
                .doesNotContain("file:/build/");
    }

    @Test
    @Order(7)
    void mode_sgx_refuses_an_unsigned_image() throws IOException {
        federation(maven())
                .assertFailure("federation", IMAGE + "-direct is not signed", "mvn openfl-gramine:generate-key");
    }

    @Test
    @Order(8)
    void signatures_made_by_openssl_give_the_signed_image() throws Exception {
        Path key = new KeyFiles(DIRECTORY).signing();
        Path publicKey = DIRECTORY.resolve("public.pem");
        CommandLine.run("openssl", "pkey", "-in", key, "-pubout", "-out", publicKey);
        MavenResult prepared = maven().run("openfl-gramine:prepare-signature");
        prepared.assertSuccess();
        for (String role : List.of("aggregator", "collaborator")) {
            // Runs the printed command with a key instead of KEY.pem.
            String printed = prepared.output().stream()
                    .filter(line -> line.contains("openssl dgst") && line.endsWith(role + ".tbs"))
                    .findFirst()
                    .orElseThrow();
            CommandLine.run((Object[]) printed.replaceFirst(".*(?=openssl)", "")
                    .replace("KEY.pem", key.toString())
                    .split(" "));
        }

        MavenResult built = maven().with("gramine.publicKey", publicKey.toString())
                .with("gramine.signatures", "target/openfl-gramine/signatures")
                .run("openfl-gramine:attach-signature", "install");
        built.assertSuccess();
        assertThat(built.text()).contains("mvn install -Dgramine.signatures=target/openfl-gramine/signatures");
        measurements = Files.readString(WORKSPACE.resolve("target/openfl-gramine/measurements.json"));
        assertThat(measurements).contains("\"signed\": true", "\"mrsigner\": \"");
        assertThat(Docker.run("image", "inspect", "--format", "{{json .Config.Labels}}", IMAGE)
                        .get(0))
                .contains("\"io.github.openfl-gramine.signed\":\"true\"");
    }

    @Test
    @Order(9)
    void mode_sgx_refuses_a_machine_without_the_device() throws IOException {
        federation(maven().with("openfl.sgxDevice", "/dev/sgx_of_nobody"))
                .assertFailure(
                        "federation", "openfl.sgxDevice=/dev/sgx_of_nobody", "does not exist", "openfl.mode=direct");
    }

    @Test
    @Order(10)
    void an_image_whose_build_could_not_list_its_files_is_read_in_little_memory_and_measured_the_same()
            throws IOException {
        WorkspaceCopy workspace = WorkspaceCopy.of(WORKSPACE, DIRECTORY)
                .with(
                        "gramine/Dockerfile",
                        Files.readString(WORKSPACE.resolve("gramine/Dockerfile"))
                                + "RUN rm /opt/openfl-gramine/filelist.py\nUSER nobody\n");
        MavenResult result =
                workspace.run(maven(workspace.root()).withEnvironment("MAVEN_OPTS", "-Xmx256m"), "package");
        result.assertSuccess();

        assertThat(result.text()).contains(IMAGE + "-first has no file list; reading the whole image.");
        for (String role : List.of("aggregator", "collaborator")) {
            String file = "target/openfl-gramine/" + role + ".manifest.sgx";
            assertThat(workspace.root().resolve(file)).hasSameBinaryContentAs(WORKSPACE.resolve(file));
        }
    }

    @Test
    @Order(11)
    @Tag("heavy")
    void a_build_without_the_engines_cache_and_with_the_key_at_hand_gives_the_same_measurements() throws IOException {
        maven().with("gramine.signingKey", DIRECTORY.resolve("good.pem").toString())
                .with("gramine.rebuild", "true")
                .run("package")
                .assertSuccess();
        // The engine gives a new first image, and install adds the final one; what is measured is between both.
        Pattern varying = Pattern.compile("\"first_image_id\".*|,\\s*\"image_id\"[\\s\\S]*|\\s*}\\s*\\z");
        assertThat(varying.matcher(Files.readString(WORKSPACE.resolve("target/openfl-gramine/measurements.json")))
                        .replaceAll(""))
                .isEqualTo(varying.matcher(measurements).replaceAll(""));
    }

    @Test
    @Order(12)
    @Tag("heavy")
    void a_dockerfile_that_leaves_our_install_out_is_told_what_it_lacks() throws IOException {
        WorkspaceCopy workspace =
                WorkspaceCopy.of(WORKSPACE, DIRECTORY).with("gramine/Dockerfile", "FROM [=baseImage]\n");
        workspace
                .run(MavenBuild.in(workspace.root()), "package")
                .assertFailure("graminize", "The image has no Gramine", "build/install");
    }

    private static MavenResult federation(MavenBuild build) throws IOException {
        return new WorkspaceCopy(WORKSPACE).run(build.with("openfl.mode", "sgx"), "openfl-gramine:federation");
    }

    private static MavenBuild maven() {
        return maven(WORKSPACE);
    }

    private static MavenBuild maven(Path workspace) {
        return MavenBuild.in(workspace)
                .with("gramine.save", "false")
                .with("gramine.wheelhouse", DIRECTORY.resolve("wheels").toString())
                .with("openfl.constraints", DIRECTORY.resolve("constraints.txt").toString())
                .with("gramine.caBundle", DIRECTORY.resolve("ca.crt").toString());
    }

    private static void write(String name, String text) throws IOException {
        Path file = WORKSPACE.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Returns a file of the plugin from which users start. */
    /** Returns one of the plugin's own files. */
    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(CustomisedImageTest.class.getResourceAsStream(OURS + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hostsCertificates() throws IOException {
        Path bundle = Path.of("/etc/ssl/certs/ca-certificates.crt");
        return Files.exists(bundle) ? Files.readString(bundle) : "";
    }

    private static List<String> inImage(String command, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of("run", "--rm", "--network", "none", "--entrypoint", command, IMAGE + "-direct"));
        words.addAll(List.of(arguments));
        return Docker.run(words.toArray(String[]::new));
    }

    private static String layers(String image) {
        return Docker.run("image", "inspect", "--format", "{{join .RootFS.Layers \" \"}}", image)
                .get(0);
    }

    private static String manifest(String role) throws IOException {
        return Files.readString(WORKSPACE.resolve("target/openfl-gramine/" + role + ".manifest.sgx"));
    }
}
