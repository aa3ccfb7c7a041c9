package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in parameters and in the signing key. */
final class RefusedParametersTest extends RefusedBuild {

    private static final KeyFiles KEYS = new KeyFiles(DIRECTORY);

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

    private static void refuseKey(Path key, String... problem) throws IOException {
        MavenResult result = refusal(maven().with("gramine.signingKey", key.toString()));
        result.assertFailure("check", problem);
        result.assertFailure("check", "<signingKey> (gramine.signingKey)", "mvn openfl-gramine:generate-key");
    }
}
