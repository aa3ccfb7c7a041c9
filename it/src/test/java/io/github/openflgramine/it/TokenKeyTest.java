package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signs a manifest with a key on a PKCS#11 token (SoftHSM), and compares it with the output of Gramine's own signer
 * for that key.
 */
@Tag("heavy")
final class TokenKeyTest {

    private static final String PLUGIN =
            "io.github.openfl-gramine:openfl-gramine-maven-plugin:" + MavenBuild.setting("it.version");
    private static final Path GOLDEN = Path.of("../openfl-gramine-maven-plugin/src/test/resources/golden")
            .toAbsolutePath()
            .normalize();
    private static final Path DIRECTORY = MavenBuild.workDirectory(TokenKeyTest.class);
    private static final Path CONFIGURATION = DIRECTORY.resolve("softhsm2.conf");
    private static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";
    private static final String PIN = "24680";

    /**
     * Creates keys on the token: the vectors' key with its certificate; one without a certificate; one with another
     * key's certificate; one with exponent 65537.
     */
    @BeforeAll
    static void makeTokens() throws Exception {
        Files.createDirectory(DIRECTORY.resolve("tokens"));
        Files.writeString(CONFIGURATION, "directories.tokendir = " + DIRECTORY.resolve("tokens") + "\n");
        KeyFiles files = new KeyFiles(DIRECTORY);
        Path vectors = DIRECTORY.resolve("vectors.pem");
        CommandLine.run(
                "openssl", "pkcs8", "-topk8", "-nocrypt", "-in", GOLDEN.resolve("signing-key.pem"), "-out", vectors);
        Path other = files.signing();
        Path f4 = files.rsa("f4.pem", 3072, 65537);
        for (String label : new String[] {"release keys", "one key", "no keys", "new keys"}) {
            softhsm("--init-token", "--free", "--label", label, "--so-pin", "1357911", "--pin", PIN);
        }
        importKey("release keys", "enclaves", "01", vectors, vectors);
        importKey("release keys", "exponent 65537", "02", f4, f4);
        importKey("release keys", "mixed up", "03", other, vectors);
        importKey("one key", "enclaves", "01", vectors, vectors);
        softhsm("--import", vectors, "--token", "no keys", "--label", "bare", "--id", "01", "--pin", PIN);
    }

    @Test
    void the_tokens_signature_is_the_files() throws IOException {
        assertVectorsBytes(sign("token=release%20keys;object=enclaves", PIN), "named");
    }

    @Test
    void the_only_key_of_a_token_needs_no_name() throws IOException {
        assertVectorsBytes(sign("token=one%20key", PIN), "alone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "token=relese;object=a|there is no such token; the module " + MODULE + " has |release keys (serial ",
                "model=SoftHSM%20v2|more than one token matches; the module|Add serial=",
                "token=release%20keys|shows more than one private key: enclaves, exponent 65537, mixed up.|object=",
                "token=release%20keys;object=enclave|shows no such private key; it shows enclaves, exponent 65537, mixed up.|CKA_ID",
                "token=no%20keys;object=bare|shows no such private key; it shows none.|pkcs11-tool --module " + MODULE,
                "token=release%20keys;object=exponent%2065537|has public exponent 65537; SGX requires 3.|docs/keys.md",
                "token=release%20keys;object=mixed%20up|The signature just made with|whose certificate belongs to another key",
            })
    void what_does_not_fit_is_refused_in_one_line(String uri, String problem, String more) {
        Path output = DIRECTORY.resolve("refused");
        sign(uri, PIN)
                .with("gramine.output", output.toString())
                .run(PLUGIN + ":sign-manifest")
                .assertFailure("sign-manifest", "(gramine.signingKey) pkcs11:" + uri, problem, more);
        assertThat(output).doesNotExist();
    }

    @Test
    void generate_key_makes_a_key_that_never_leaves_the_token_and_signs() {
        String uri = "token=new%20keys;object=born%20here";
        MavenResult made = sign(uri, PIN).run(PLUGIN + ":generate-key");
        made.assertSuccess();
        assertThat(made.text()).contains("<gramine.signingKey>pkcs11:" + uri + "?module-path=" + MODULE);
        assertThat(CommandLine.run(
                        environment(),
                        "pkcs11-tool",
                        "--module",
                        MODULE,
                        "--token-label",
                        "new keys",
                        "--login",
                        "--pin",
                        PIN,
                        "--list-objects"))
                .containsPattern(
                        "Private Key Object; RSA[^C]*label: +born here[^C]*always sensitive, never extractable");

        MavenResult signed = sign(uri, PIN)
                .with("gramine.output", DIRECTORY.resolve("born").toString())
                .run(PLUGIN + ":sign-manifest");
        signed.assertSuccess();
        Pattern mrsigner = Pattern.compile("(?:MRSIGNER of this key|mr_signer): +([0-9a-f]{64})");
        assertThat(group(mrsigner, signed)).isEqualTo(group(mrsigner, made));

        sign(uri, PIN)
                .run(PLUGIN + ":generate-key")
                .assertFailure("generate-key", "born here already; a signing key is never overwritten.", "object=");
        sign("token=new%20keys", PIN)
                .run(PLUGIN + ":generate-key")
                .assertFailure("generate-key", "a new key needs a label.", "object=");
    }

    @Test
    void a_wrong_pin_is_said_to_be_wrong_and_is_not_repeated() {
        MavenResult result =
                sign("token=release%20keys;object=enclaves", "97531").run(PLUGIN + ":sign-manifest");

        result.assertFailure(
                "sign-manifest",
                "the PIN does not open the token release keys (CKR_PIN_INCORRECT).",
                "OPENFL_GRAMINE_KEY_PASSPHRASE");
        assertThat(result.text()).doesNotContain("97531");
    }

    @Test
    void without_a_pin_it_is_asked_for() {
        sign("token=release%20keys;object=enclaves", "")
                .run(PLUGIN + ":sign-manifest")
                .assertFailure("sign-manifest", "the token release keys needs a PIN and none was given.");
    }

    private static MavenBuild sign(String uri, String pin) {
        Path vector = GOLDEN.resolve("01-defaults");
        return MavenBuild.in(DIRECTORY)
                .withEnvironment("SOFTHSM2_CONF", CONFIGURATION.toString())
                .withEnvironment("OPENFL_GRAMINE_KEY_PASSPHRASE", pin)
                .with("gramine.manifest", vector.resolve("openfl.manifest").toString())
                .with("gramine.rootfs", GOLDEN.resolve("rootfs.tar").toString())
                .with("gramine.signingKey", "pkcs11:" + uri + "?module-path=" + MODULE)
                .with("gramine.date", "2026-11-23");
    }

    private static void assertVectorsBytes(MavenBuild build, String output) throws IOException {
        build.with("gramine.output", DIRECTORY.resolve(output).toString())
                .run(PLUGIN + ":sign-manifest")
                .assertSuccess();
        for (String name : new String[] {"openfl.manifest.sgx", "openfl.sig"}) {
            assertThat(DIRECTORY.resolve(output).resolve(name))
                    .hasSameBinaryContentAs(GOLDEN.resolve("01-defaults").resolve(name));
        }
    }

    private static String group(Pattern pattern, MavenResult result) {
        Matcher matcher = pattern.matcher(result.text());
        assertThat(matcher.find()).as(result.text()).isTrue();
        return matcher.group(1);
    }

    /** Imports a key and a certificate with the same CKA_ID, as Java requires. */
    private static void importKey(String token, String label, String id, Path key, Path certificatesKey) {
        softhsm("--import", key, "--token", token, "--label", label, "--id", id, "--pin", PIN);
        Path certificate = DIRECTORY.resolve("certificate-" + id + ".der");
        CommandLine.run(
                "openssl",
                "req",
                "-new",
                "-x509",
                "-key",
                certificatesKey,
                "-subj",
                "/CN=" + id,
                "-days",
                "3650",
                "-outform",
                "DER",
                "-out",
                certificate);
        CommandLine.run(
                environment(),
                "pkcs11-tool",
                "--module",
                MODULE,
                "--token-label",
                token,
                "--login",
                "--pin",
                PIN,
                "--write-object",
                certificate,
                "--type",
                "cert",
                "--id",
                id,
                "--label",
                label);
    }

    private static void softhsm(Object... arguments) {
        Object[] words = new Object[arguments.length + 1];
        words[0] = "softhsm2-util";
        System.arraycopy(arguments, 0, words, 1, arguments.length);
        CommandLine.run(environment(), words);
    }

    private static Map<String, String> environment() {
        return Map.of("SOFTHSM2_CONF", CONFIGURATION.toString());
    }
}
