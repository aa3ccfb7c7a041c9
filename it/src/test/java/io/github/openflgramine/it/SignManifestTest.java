package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Signs and inspects a manifest in an empty directory, without a POM or Docker, and compares it with the output of
 * Gramine's own signer.
 */
final class SignManifestTest {

    private static final String PLUGIN = MavenBuild.PLUGIN;
    private static final Path GOLDEN = Path.of("../openfl-gramine-maven-plugin/src/test/resources/golden")
            .toAbsolutePath()
            .normalize();
    private static final Path DIRECTORY = MavenBuild.workDirectory(SignManifestTest.class);
    private static final Path KEY = DIRECTORY.resolveSibling("signing-key-of-the-vectors.pem");

    @BeforeAll
    static void copyTheKeySoThatOnlyItsOwnerReadsIt() throws IOException {
        Files.deleteIfExists(KEY);
        Files.copy(GOLDEN.resolve("signing-key.pem"), KEY);
        Files.setPosixFilePermissions(KEY, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-defaults", "06-odd-names"})
    void a_vector_comes_out_in_the_references_bytes(String vector) throws IOException {
        MavenResult result = sign(vector).run(PLUGIN + ":sign-manifest");

        result.assertSuccess();
        assertThat(result.text())
                .contains(Files.readAllLines(GOLDEN.resolve(vector).resolve("memory-map.txt")));
        for (String name : new String[] {"openfl.manifest.sgx", "openfl.sig"}) {
            assertThat(DIRECTORY.resolve(vector).resolve(name))
                    .hasSameBinaryContentAs(GOLDEN.resolve(vector).resolve(name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "errors/broken-toml | openfl.manifest is not TOML: line 10, column 1",
                "errors/symlink-loop | which is a link that points to itself (openfl.manifest, line 9, column 22).",
            })
    void what_the_reference_refuses_is_refused_in_one_line_and_nothing_is_written(String vector, String reason) {
        sign(vector).run(PLUGIN + ":sign-manifest").assertFailure("sign-manifest", reason);

        assertThat(DIRECTORY.resolve(vector)).doesNotExist();
    }

    /** A pipeline often has no locale; Java then decodes the environment as ASCII. */
    @ParameterizedTest
    @ValueSource(strings = {"POSIX", "C.UTF-8"})
    void a_passphrase_is_utf_8_in_any_locale(String locale) {
        Path key = GOLDEN.resolveSibling("keys/umlaut-pkcs8.pem");

        sign("01-defaults")
                .with("gramine.signingKey", key.toString())
                .withEnvironment("LC_ALL", locale)
                .withEnvironment("OPENFL_GRAMINE_KEY_PASSPHRASE", "pä$$wörd ü")
                .run(PLUGIN + ":sign-manifest")
                .assertSuccess();
    }

    @Test
    void without_a_key_the_property_is_named() {
        sign("01-defaults")
                .without("gramine.signingKey")
                .run(PLUGIN + ":sign-manifest")
                .assertFailure("sign-manifest", "gramine.signingKey is missing", "generate-key");
    }

    @Test
    void inspect_gives_machines_nothing_but_json() {
        MavenResult result = MavenBuild.in(DIRECTORY)
                .with("gramine.file", GOLDEN.resolve("01-defaults/openfl.sig").toString())
                .with("gramine.format", "json")
                .run("-q", PLUGIN + ":inspect");

        result.assertSuccess();
        assertThat(result.text().replaceAll("\033\\[[0-9;]*m", "").strip())
                .startsWith("{")
                .endsWith("}")
                .contains("\"mr_enclave\": \"945b2ddb763c0d178fa46f1018d8a807ac742bb3972a6006a7c133360aed65a9\"");
    }

    private static MavenBuild sign(String vector) {
        return MavenBuild.in(DIRECTORY)
                .with(
                        "gramine.manifest",
                        GOLDEN.resolve(vector).resolve("openfl.manifest").toString())
                .with("gramine.rootfs", GOLDEN.resolve("rootfs.tar").toString())
                .with("gramine.signingKey", KEY.toString())
                .with("gramine.output", DIRECTORY.resolve(vector).toString())
                .with("gramine.date", "2026-11-23");
    }
}
