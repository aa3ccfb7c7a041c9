package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The executable jar as it is released, alone in a process: what is in it, and that each command finds what it needs. */
final class ExecutableJarTest {

    private static final Path RESOURCES = Path.of("../openfl-gramine-maven-plugin/src/test/resources")
            .toAbsolutePath()
            .normalize();
    private static final Path GOLDEN = RESOURCES.resolve("golden");
    private static final Path DIRECTORY = MavenBuild.workDirectory(ExecutableJarTest.class);
    private static final Path KEY = DIRECTORY.resolve("signing-key.pem");
    private static final String MRSIGNER = "1e33bd305e49d2ba0490cbc154e42da2bfba7b3f1742e6b5c90edea28154073e";
    private static final Path JAR = Path.of(MavenBuild.setting("it.jar"));

    private record Result(int status, String out, String err) {}

    @BeforeAll
    static void aPrivateKey() throws IOException {
        Files.deleteIfExists(KEY);
        Files.copy(GOLDEN.resolve("signing-key.pem"), KEY);
        Files.setPosixFilePermissions(KEY, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-defaults", "06-odd-names"})
    void sign_manifest_writes_the_references_bytes(String vector) throws Exception {
        Path output = DIRECTORY.resolve(vector);
        Result result = sign(GOLDEN.resolve(vector), KEY, output);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEmpty();
        for (String name : List.of("openfl.manifest.sgx", "openfl.sig")) {
            assertThat(output.resolve(name))
                    .hasSameBinaryContentAs(GOLDEN.resolve(vector).resolve(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pkcs1-encrypted", "pkcs8-encrypted", "pkcs8-3des", "pkcs8-scrypt", "pkcs8-sha512"})
    void every_encryption_of_a_key_is_read(String name) throws Exception {
        Result result = run(
                Map.of("OPENFL_GRAMINE_KEY_PASSPHRASE", "correct"),
                "sign-manifest",
                "--manifest=" + GOLDEN.resolve("01-defaults/openfl.manifest"),
                "--rootfs=" + GOLDEN.resolve("rootfs.tar"),
                "--signing-key=" + RESOURCES.resolve("keys/" + name + ".pem"),
                "--output=" + DIRECTORY.resolve(name));

        assertThat(result.status()).as(result.err()).isZero();
    }

    @Test
    void a_token_needs_the_native_part_of_jna() throws Exception {
        Result result = sign(
                GOLDEN.resolve("01-defaults"),
                Path.of("pkcs11:token=none;object=none?module-path=/usr/lib/x86_64-linux-gnu/libc.so.6"),
                DIRECTORY);

        assertThat(result.status()).isIn(2, 3);
        assertThat(result.err()).startsWith("ERROR: --signing-key pkcs11:").contains("C_GetFunctionList");
    }

    @Test
    void verify_and_inspect_give_programs_one_document() throws Exception {
        Result good = verify(MRSIGNER);
        Result bad = verify("0".repeat(64));
        Result shown = run(Map.of(), "inspect", "--file=" + GOLDEN.resolve("01-defaults/openfl.sig"), "--format=json");

        assertThat(List.of(good.status(), bad.status(), shown.status())).containsExactly(0, 1, 0);
        assertThat(good.out()).startsWith("{\n").endsWith("}\n").contains("\"verdict\": \"as expected\"");
        assertThat(bad.out()).contains("\"verdict\": \"different\"");
        assertThat(shown.out())
                .contains("\"mr_enclave\": \"945b2ddb763c0d178fa46f1018d8a807ac742bb3972a6006a7c133360aed65a9\"");
    }

    @Test
    void a_real_quote_is_judged() throws Exception {
        Path quotes = RESOURCES.resolve("attestation/real-quote");
        Result result = run(
                Map.of("XDG_STATE_HOME", DIRECTORY.resolve("state").toString()),
                "verify-quote",
                "--quote=" + quotes.resolve("sgx_quote"),
                "--collateral=" + quotes.resolve("sgx_quote_collateral.json"),
                "--mrsigner=" + MRSIGNER,
                "--at=2026-01-01T00:00:00Z",
                "--format=json");

        assertThat(result.status()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).contains("\"verdict\": \"refused\"").contains("\"objections\": [");
    }

    @Test
    void a_participant_gets_a_request() throws Exception {
        Path participant = Files.createDirectories(DIRECTORY.resolve("participant"));
        Result result = run(
                Map.of(),
                "collaborator-generate-cert-request",
                "--workspace=" + participant,
                "--collaborator=hospital" + System.nanoTime(),
                "--key-algorithm=ec");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).contains("Wrote ");
    }

    @Test
    void an_engine_is_asked() throws Exception {
        Result result = run(MavenBuild.surroundings(), "inspect", "--image=no-such-image:1");

        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).startsWith("ERROR: --image=no-such-image:1 is not known to the Docker engine at ");
    }

    @Test
    void nothing_of_maven_no_signature_and_all_licences_are_in_it() throws Exception {
        try (JarContents jar = new JarContents(JAR)) {
            List<String> unwanted = jar.names().stream()
                    .filter(name -> name.matches(
                            "(org/apache/maven|org/codehaus/plexus|io/github/openflgramine/maven|META-INF/maven/plugin).*"
                                    + "|META-INF/[^/]*\\.(SF|RSA|DSA)|.*\\.(py|sh|ftl)"))
                    .toList();
            List<String> libraries = jar.libraries().stream()
                    .map(library -> library.substring(0, library.indexOf(':')))
                    .distinct()
                    .toList();
            String list = jar.text("META-INF/THIRD-PARTY.md");
            assertThat(unwanted).isEmpty();
            assertThat(jar.text("META-INF/LICENSE")).contains("Apache License").contains("Version 2.0");
            assertThat(jar.text("META-INF/NOTICE"))
                    .contains("Apache Commons Compress")
                    .contains("Jackson");
            assertThat(libraries)
                    .containsExactlyInAnyOrder(
                            "com.fasterxml.jackson.core",
                            "com.fasterxml.jackson.dataformat",
                            "com.github.docker-java",
                            "com.google.guava",
                            "commons-codec",
                            "commons-io",
                            "org.apache.commons",
                            "org.apache.httpcomponents.client5",
                            "org.apache.httpcomponents.core5",
                            "org.slf4j",
                            "org.yaml");
            assertThat(list)
                    .contains(
                            "Jackson",
                            "docker-java",
                            "Guava",
                            "Codec",
                            "Compress",
                            "HttpComponents",
                            "SLF4J",
                            "SnakeYAML")
                    .contains("picocli", "Bouncy Castle", "TomlJ", "ANTLR", "JNA", "JSpecify");
        }
    }

    private static Result verify(String mrsigner) throws Exception {
        return run(
                Map.of(),
                "verify",
                "--manifest=" + GOLDEN.resolve("06-odd-names/openfl.manifest.sgx"),
                "--rootfs=" + GOLDEN.resolve("rootfs.tar"),
                "--mrsigner=" + mrsigner,
                "--format=json");
    }

    private static Result sign(Path vector, Path key, Path output) throws Exception {
        return run(
                Map.of(),
                "sign-manifest",
                "--manifest=" + vector.resolve("openfl.manifest"),
                "--rootfs=" + GOLDEN.resolve("rootfs.tar"),
                "--signing-key=" + key,
                "--date=2026-11-23",
                "--output=" + output);
    }

    /** Runs the jar in a JVM that has nothing else on its class path. */
    private static Result run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(Arrays.asList(arguments));
        Path out = DIRECTORY.resolve("out.txt");
        Path err = DIRECTORY.resolve("err.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(DIRECTORY.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        return new Result(status, Files.readString(out), Files.readString(err));
    }
}
