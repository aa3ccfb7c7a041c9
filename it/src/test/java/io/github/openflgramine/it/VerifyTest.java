package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Verifies a signed manifest in an empty directory, without a POM or Docker, against the output of Gramine's own
 * signer.
 */
final class VerifyTest {

    private static final Path GOLDEN = Path.of("../openfl-gramine-maven-plugin/src/test/resources/golden")
            .toAbsolutePath()
            .normalize();
    private static final Path DIRECTORY = MavenBuild.workDirectory(VerifyTest.class);
    private static final String MRENCLAVE = "945b2ddb763c0d178fa46f1018d8a807ac742bb3972a6006a7c133360aed65a9";
    private static final String MRSIGNER = "1e33bd305e49d2ba0490cbc154e42da2bfba7b3f1742e6b5c90edea28154073e";

    @BeforeEach
    void receive() throws IOException {
        for (String name : new String[] {"openfl.manifest.sgx", "openfl.sig"}) {
            Path received = DIRECTORY.resolve(name);
            Files.deleteIfExists(received);
            Files.copy(GOLDEN.resolve("01-defaults").resolve(name), received);
        }
    }

    @Test
    void what_gramine_signed_is_what_it_was_told_to_be() {
        MavenResult result = verify("text")
                .with("gramine.mrenclave", MRENCLAVE)
                .with("gramine.mrsigner", MRSIGNER)
                .run("-q", MavenBuild.PLUGIN + ":verify");

        result.assertSuccess();
        assertThat(result.text()).contains("Every enclave is the expected one");
    }

    @Test
    void another_signer_ends_the_build_with_both_digests_under_each_other() {
        String another = MRSIGNER.replace('1', '2');
        MavenResult result = verify("text").with("gramine.mrsigner", another).run(MavenBuild.PLUGIN + ":verify");

        result.assertFailure(
                "verify", "openfl.manifest.sgx is not as expected. openfl: mrsigner differs from gramine.mrsigner:");
        assertThat(result.text()).contains("  expected  " + another + "\n", "  found     " + MRSIGNER + "\n");
    }

    @Test
    void machines_get_json_alone_also_where_something_is_wrong() throws IOException {
        byte[] sig = Files.readAllBytes(DIRECTORY.resolve("openfl.sig"));
        sig[1040] ^= 1;
        Files.write(DIRECTORY.resolve("openfl.sig"), sig);
        Path log = DIRECTORY.resolve("errors.log");

        MavenResult result = verify("json")
                .with("org.slf4j.simpleLogger.logFile", log.toString())
                .run("-q", MavenBuild.PLUGIN + ":verify");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.text().replaceAll("\033\\[[0-9;]*m", "").strip())
                .startsWith("{")
                .endsWith("}")
                .contains("\"what\": \"openfl.sig: Q1 is not signature² div modulus\"");
        assertThat(log).content().contains("It is the only difference.");
    }

    @Test
    void a_kit_beside_something_else_is_refused_for_only_one_would_be_verified() {
        verify("text")
                .with("openfl.kit", DIRECTORY.resolve("north.tar").toString())
                .run(MavenBuild.PLUGIN + ":verify")
                .assertFailure("verify", "Exactly one of gramine.file, openfl.image, gramine.manifest and openfl.kit");
    }

    private static MavenBuild verify(String format) {
        return MavenBuild.in(DIRECTORY)
                .with(
                        "gramine.manifest",
                        DIRECTORY.resolve("openfl.manifest.sgx").toString())
                .with("gramine.rootfs", GOLDEN.resolve("rootfs.tar").toString())
                .with("gramine.format", format);
    }
}
