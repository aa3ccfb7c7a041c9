package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each test makes one mistake. The build must fail with one line that says what, where and the next step, and must
 * change nothing.
 */
final class BuildErrorsTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(BuildErrorsTest.class);
    private static final Path WORKSPACE = MavenBuild.generate(DIRECTORY, "refusals-it", "numpy");
    private static final KeyFiles KEYS = new KeyFiles(DIRECTORY);

    @AfterAll
    static void remove_images() {
        Docker.remove("refusals-it:1.0.0-SNAPSHOT-first");
    }

    @Test
    void without_an_engine_package_says_how_to_get_one() throws IOException {
        Path socket = DIRECTORY.resolve("absent.sock");
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace).withEnvironment("DOCKER_HOST", "unix://" + socket), "package")
                .assertFailure(
                        "prepare",
                        "No Docker engine: its socket " + socket + " does not exist.",
                        "systemctl start docker");
    }

    @Test
    void without_permission_on_the_engines_socket_package_names_its_group() throws IOException {
        Path socket = DIRECTORY.resolve("d.sock");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("---------"));
            WorkspaceCopy workspace = workspace();
            workspace
                    .run(
                            maven(workspace)
                                    .withEnvironment("DOCKER_HOST", "unix://" + socket)
                                    .withoutRootsRights(),
                            "package")
                    .assertFailure(
                            "prepare",
                            "No permission to use the Docker engine's socket " + socket,
                            "sudo usermod -aG docker");
        }
    }

    @Test
    void a_step_of_the_dockerfile_that_fails_is_shown_with_what_it_said() throws IOException {
        WorkspaceCopy workspace =
                workspace().with("gramine/Dockerfile", "FROM [=baseImage]\nRUN echo the reason of it; exit 3\n");
        MavenResult result = workspace.run(maven(workspace), "package");
        result.assertFailure("build", "refusals-it:1.0.0-SNAPSHOT-first", "returned a non-zero code: 3");
        assertThat(result.text()).containsPattern("(?m)^\\[INFO\\] .*the reason of it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FROM [=base]|line 1, column 8|there is no base",
                "FROM [=baseImage]\\nRUN [=|line 2, column|Unexpected end of file",
            })
    void a_dockerfile_whose_template_is_broken_is_refused_by_line_and_column(String text, String at, String reason)
            throws IOException {
        WorkspaceCopy workspace = workspace().with("gramine/Dockerfile", text.replace("\\n", "\n"));
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "gramine/Dockerfile, " + at, reason, "[=baseImage]", "docs/customise.md");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sgx.debug = ${debug?upper}|line 1, column 21|upper",
                "a = 1\\nb = \"${interpretr}\"|line 2, column 8|there is no interpretr",
                "<#if edmm>|line 1|#if",
                "a = 1\\nsgx.max_threads = = ${maxThreads}|line 2, column 19|sgx.max_threads = = 64",
            })
    void a_manifest_of_the_users_own_that_is_broken_is_refused_by_line_and_column(String text, String at, String reason)
            throws IOException {
        WorkspaceCopy workspace = workspace().with("gramine/openfl.manifest.ftl", text.replace("\\n", "\n"));
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "gramine/openfl.manifest.ftl", at, reason, "Correct");
    }

    @Test
    void a_line_of_trusted_txt_that_is_no_rule_is_refused() throws IOException {
        WorkspaceCopy workspace = workspace().with("gramine/trusted.txt", "include ${python}/x\nallow /y\n");
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "gramine/trusted.txt, line 2: there is no allow;", "docs/customise.md");
    }

    @Test
    void the_release_profile_refuses_at_once_all_that_is_good_enough_for_a_trial_alone() throws IOException {
        WorkspaceCopy workspace = workspace().with("requirements.txt", "numpy<2.4\n");
        workspace
                .run(maven(workspace), "validate", "-Prelease")
                .assertFailure("check", "openfl.trustCertChain=true", "mvn openfl-gramine:workspace-certify");

        workspace.with("cert/cert_chain.crt", "a chain\n");
        MavenResult result = workspace.run(maven(workspace).with("gramine.debug", "true"), "validate", "-Prelease");
        result.assertFailure("check", "gramine.production=true refuses each of these:");
        assertThat(result.text())
                .containsPattern(
                        "(?m)^\\[ERROR]     sgx.debug = true: the enclave's memory can be read from outside\\.")
                .containsPattern("(?m)^\\[ERROR]     gramine.baseImage=\\S+ is a tag")
                .containsPattern("(?m)^\\[ERROR]     No version is pinned for numpy:")
                .containsPattern("(?m)^\\[ERROR]     Not signed: refusals-it:1.0.0-SNAPSHOT-direct ");
    }

    @Test
    void kits_that_would_start_nobody_are_refused_before_anything_is_built_or_pushed() throws IOException {
        WorkspaceCopy workspace = workspace();
        MavenBuild build = maven(workspace).with("openfl.publishKits", "true");
        workspace
                .run(build, "deploy")
                .assertFailure("check", "The plan does not name the aggregator's address.", "plan-initialize");
        workspace.run(build, "validate").assertSuccess();

        String plan = Files.readString(workspace.root().resolve("plan/plan.yaml"));
        workspace.with(
                "plan/plan.yaml",
                plan.replace("agg_addr: auto", "agg_addr: localhost").replace("agg_port: auto", "agg_port: 50000"));
        workspace
                .run(build, "deploy")
                .assertFailure(
                        "check", "plan/cols.yaml lists no collaborator", "mvn openfl-gramine:collaborator-certify");
    }

    @Test
    void a_key_with_another_exponent_is_refused() throws Exception {
        refuseKey(KEYS.rsa("f4.pem", 3072, 65537), "f4.pem has public exponent 65537; SGX requires 3.");
    }

    @Test
    void a_key_with_fewer_bits_is_refused() throws Exception {
        refuseKey(KEYS.rsa("short.pem", 2048, 3), "short.pem has 2048 bits; SGX requires 3072.");
    }

    @Test
    void a_key_for_elliptic_curves_is_refused() throws Exception {
        refuseKey(KEYS.ellipticCurve(), "ec.pem is a key for EC", "RSA with 3072 bits and public exponent 3");
    }

    @Test
    void an_encrypted_key_without_a_passphrase_is_refused_with_the_places_for_it() throws Exception {
        refusal(maven().with("gramine.signingKey", KEYS.encrypted().toString()))
                .assertFailure(
                        "check",
                        "encrypted.pem is encrypted and no passphrase was given.",
                        "OPENFL_GRAMINE_KEY_PASSPHRASE",
                        "<signingKeyServer>");
    }

    @Test
    void a_key_that_is_not_there_is_refused() throws IOException {
        refuseKey(DIRECTORY.resolve("nowhere.pem"), "nowhere.pem does not exist.");
    }

    @Test
    void a_file_that_is_no_key_is_refused() throws IOException {
        refuseKey(KEYS.garbage(), "garbage.pem contains no private key in PEM");
    }

    @Test
    void a_key_that_others_can_read_is_refused_in_production() throws Exception {
        Path key = KEYS.rsa("open.pem", 3072, 3);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        MavenResult result =
                refusal(maven().with("gramine.signingKey", key.toString()).with("gramine.production", "true"));
        result.assertFailure("check", "gramine.production=true refuses each of these:");
        assertThat(result.text())
                .contains("    The signing key " + key + " can be read by others. Restrict it: chmod 600 " + key)
                .doesNotContain("Not signed");
    }

    @Test
    void a_key_and_given_signatures_exclude_each_other() throws Exception {
        refusal(maven().with("gramine.signingKey", "key.pem").with("gramine.signatures", "signatures"))
                .assertFailure(
                        "check", "Both gramine.signingKey and gramine.signatures are given", "-Dgramine.signingKey=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan/plan.yaml", "requirements.txt", ".workspace"})
    void a_workspace_that_lacks_a_part_is_refused(String part) throws IOException {
        WorkspaceCopy workspace = workspace().without(part);
        workspace
                .run(maven(workspace), "validate")
                .assertFailure("check", "The workspace " + workspace.root() + " has no " + part, "Restore it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gramine.enclaveSize|16M|Enclave size 16M cannot hold 64 threads|Raise <enclaveSize>",
                "gramine.enclaveSize|3G|<enclaveSize> (gramine.enclaveSize) is 3G; SGX requires a power of 2.|Set it to 4G.",
                "gramine.enclaveSize|plenty|<enclaveSize> (gramine.enclaveSize) is plenty; expected|4G",
                "gramine.maxThreads|0|<maxThreads> (gramine.maxThreads) is 0; expected 1 to 4096.|64",
                "gramine.numericThreads|0|<numericThreads> (gramine.numericThreads) is 0; expected 1 to 4096.|for 1",
                "gramine.trustedFiles|some|gramine.trustedFiles=some; expected lean or full.|for lean",
                "gramine.explain|libz.so.1|gramine.explain=libz.so.1; expected true, or a file's absolute path|-Dgramine.explain=true",
                "gramine.isvSvn|65536|<isvSvn> (gramine.isvSvn) is 65536; expected 0 to 65535.|Correct it",
                "gramine.date|tomorrow|gramine.date=tomorrow is not a date such as 2026-11-23|Correct it",
                "gramine.signatures|nowhere|refusals-it/nowhere does not exist.|prepare-signature",
                "gramine.signingKey|pkcs11:token=a|pkcs11:token=a: it does not name the token's PKCS#11 module|module-path=",
                "gramine.remoteAttestation|epid|gramine.remoteAttestation) is epid; expected one of none, dcap.|Correct it",
                "gramine.logLevel|chatty|(gramine.logLevel) is chatty; expected one of none, error,|Correct it",
                "openfl.imageName|My Image|openfl.imageName=My Image is not a valid image name.|lower-case",
                "gramine.wheelhouse|/no/wheels|gramine.wheelhouse=/no/wheels does not exist.|Correct the path",
                "gramine.caBundle|/no/ca.crt|gramine.caBundle=/no/ca.crt does not exist.|Correct the path",
                "openfl.constraints|/no/list|openfl.constraints=/no/list does not exist.|Correct the path",
            })
    void a_wrong_value_is_named_with_its_property(String property, String value, String problem, String remedy)
            throws IOException {
        refusal(maven().with(property, value)).assertFailure("check", problem, remedy);
    }

    @Test
    void an_unknown_property_of_the_pom_is_refused_with_the_nearest_one() throws IOException {
        WorkspaceCopy workspace = workspace();
        String pom = Files.readString(workspace.root().resolve("pom.xml"));
        workspace.with("pom.xml", pom.replace("openfl.version>", "openfl.verison>"));
        workspace
                .run(maven(workspace), "validate")
                .assertFailure(
                        "check",
                        "The property openfl.verison in the POM is unknown; the nearest is openfl.version.",
                        "Correct or remove it");
    }

    @ParameterizedTest
    @CsvSource({"validate, check", "openfl-gramine:report, report", "openfl-gramine:host-check, host-check"})
    void an_unknown_property_on_the_command_line_is_refused_by_every_goal(String run, String goal) throws IOException {
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace).with("gramine.enclavesize", "8G"), run)
                .assertFailure(goal, "-Dgramine.enclavesize is unknown; the nearest is gramine.enclaveSize.");
    }

    @Test
    void an_unknown_element_of_the_configuration_is_refused_with_the_nearest_one() throws IOException {
        configured("<imageNme>demo</imageNme>")
                .assertFailure("check", "<imageNme> in openfl-gramine-maven-plugin's", "the nearest is <imageName>");
    }

    @Test
    void a_boolean_other_than_true_and_false_is_refused_wherever_it_is_set() throws IOException {
        refusal(maven().with("gramine.production", "yes"))
                .assertFailure("check", "<production> (gramine.production) is yes; expected true or false.");
        configured("<debug>no</debug>")
                .assertFailure("check", "<debug> (gramine.debug) is no; expected true or false.", "for false.");
    }

    private static MavenResult configured(String elements) throws IOException {
        WorkspaceCopy workspace = workspace();
        String pom = Files.readString(workspace.root().resolve("pom.xml"));
        workspace.with(
                "pom.xml",
                pom.replace(
                        "<extensions>true</extensions>",
                        "<extensions>true</extensions><configuration>" + elements + "</configuration>"));
        return workspace.run(maven(workspace), "validate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker.skip", "docker.skip.build"})
    void a_build_without_docker_is_refused_as_an_old_image_could_pass_for_its_own(String skip) throws IOException {
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace).with(skip, "true"), "package")
                .assertFailure("prepare", skip + "=true stops fabric8", "gramine.save=false");
    }

    @Test
    void plan_initialize_without_an_aggregator_suggests_this_host() throws IOException {
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace), "openfl-gramine:plan-initialize")
                .assertFailure(
                        "plan-initialize", "plan.yaml does not name the aggregator's host", "-Dopenfl.aggregator=");
    }

    @Test
    void a_federation_before_install_is_told_to_build_first() throws IOException {
        WorkspaceCopy workspace = workspace();
        workspace
                .run(maven(workspace).with("openfl.imageTag", "never-built"), "openfl-gramine:federation")
                .assertFailure("federation", "There is no image refusals-it:never-built", "mvn install");
    }

    private static void refuseKey(Path key, String... problem) throws IOException {
        MavenResult result = refusal(maven().with("gramine.signingKey", key.toString()));
        result.assertFailure("check", problem);
        result.assertFailure("check", "<signingKey> (gramine.signingKey)", "mvn openfl-gramine:generate-key");
    }

    /** Returns the error for a property's value in a valid workspace. */
    private static MavenResult refusal(MavenBuild build) throws IOException {
        return new WorkspaceCopy(WORKSPACE).run(build, "validate");
    }

    private static WorkspaceCopy workspace() throws IOException {
        return WorkspaceCopy.of(WORKSPACE, DIRECTORY);
    }

    private static MavenBuild maven() {
        return MavenBuild.in(WORKSPACE);
    }

    private static MavenBuild maven(WorkspaceCopy workspace) {
        return MavenBuild.in(workspace.root());
    }
}
