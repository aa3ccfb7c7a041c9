package io.github.openflgramine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.graminize.GraminizedImage;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.intoto.DsseEnvelope;
import io.github.openflgramine.intoto.Statement;
import io.github.openflgramine.intoto.StrictStatement;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.sgx.SigningKeyReader;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.Signing;
import io.github.openflgramine.verify.Expectations;
import io.github.openflgramine.verify.ExpectedValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttestTest {

    private static final Path KEYS = Path.of("src/test/resources/keys");
    private static final Path SGX_KEY = Path.of("src/test/resources/golden/signing-key.pem");
    private static final String IMAGE_ID = "sha256:" + "ab".repeat(32);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();
    private final SortedMap<String, String> parameters = new TreeMap<>(Map.of("openfl.version", "1.9"));
    private TestImage image;
    private Path work;

    @BeforeEach
    void build() throws IOException {
        String site = "/usr/lib/python3.11/site-packages/";
        image = TestImage.withPython(directory.resolve("image"), "/usr")
                .file(site + "openfl-1.9.dist-info/METADATA", "Name: openfl\nVersion: 1.9\n")
                .file(site + "openfl-1.9.dist-info/RECORD", "openfl/__init__.py,,\nopenfl-1.9.dist-info/RECORD,,\n");
        work = GraminizedImage.of(
                directory,
                image,
                false,
                Optional.of(new Signing(
                        SigningKeyReader.read(SGX_KEY, Passphrase.none()),
                        SigstructDate.parse("2026-11-23").orElseThrow())));
        ObjectNode tree = MeasurementsTree.read(work.resolve(Measurements.FILE));
        MeasurementsTree.write(work.resolve(Measurements.FILE), tree.put("image_id", IMAGE_ID));
    }

    @Test
    void the_bill_satisfies_its_schema_and_counts_what_the_enclaves_may_open() throws IOException {
        attest(Optional.empty(), Optional.empty());

        byte[] bill = Files.readAllBytes(work.resolve(Attest.SBOM));
        assertThat(new JsonParser().validate(bill, Version.VERSION_16)).isEmpty();
        JsonNode openfl = JSON.readTree(bill).path("components").get(1);
        assertThat(openfl.path("purl").asText()).isEqualTo("pkg:pypi/openfl@1.9");
        assertThat(openfl.path("properties").toString())
                .contains("{\"name\":\"io.github.openfl-gramine:trusted_files.aggregator\",\"value\":\"3\"}");
    }

    @Test
    void a_statement_binds_image_enclaves_files_and_sources() throws IOException {
        attest(
                Optional.of(new SourceRevision(Optional.of("git+https://example.org/demo"), "12".repeat(20), false)),
                Optional.empty());

        JsonNode statement = JSON.readTree(Files.readAllBytes(work.resolve(Attest.PROVENANCE)));
        JsonNode measured =
                MeasurementsTree.read(work.resolve(Measurements.FILE)).path("roles");
        StrictStatement.check(statement);
        assertThat(digest(statement, "demo:1.0")).isEqualTo("ab".repeat(32));
        for (Role role : Role.values()) {
            assertThat(digest(statement, "enclave:" + role))
                    .isEqualTo(measured.path(role.toString()).path("mrenclave").asText());
            assertThat(subject(statement, "enclave:" + role)
                            .path("annotations")
                            .path("mrsigner")
                            .asText())
                    .isEqualTo(measured.path(role.toString()).path("mrsigner").asText());
        }
        assertThat(digest(statement, "demo-1.0.zip"))
                .isEqualTo(Sha256.digest("zip".getBytes(StandardCharsets.UTF_8)).hex());
        assertThat(digest(statement, Attest.SBOM))
                .isEqualTo(Sha256.digest(Files.readAllBytes(work.resolve(Attest.SBOM)))
                        .hex());
        JsonNode definition = statement.path("predicate").path("buildDefinition");
        assertThat(definition
                        .path("resolvedDependencies")
                        .get(0)
                        .path("digest")
                        .path("gitCommit")
                        .asText())
                .isEqualTo("12".repeat(20));
        assertThat(definition
                        .path("externalParameters")
                        .path("parameters")
                        .path("openfl.version")
                        .asText())
                .isEqualTo("1.9");
        assertThat(lines).last().asString().startsWith("WARN Provenance: ");
    }

    @Test
    void an_image_that_was_pushed_is_bound_by_its_registrys_digest_too() throws IOException {
        ObjectNode tree = MeasurementsTree.read(work.resolve(Measurements.FILE));
        tree.put("image_reference", "localhost:5000/demo@sha256:" + "ef".repeat(32));
        MeasurementsTree.write(work.resolve(Measurements.FILE), tree);

        attest(Optional.empty(), Optional.empty());

        JsonNode statement = JSON.readTree(Files.readAllBytes(work.resolve(Attest.PROVENANCE)));
        StrictStatement.check(statement);
        assertThat(digest(statement, "localhost:5000/demo")).isEqualTo("ef".repeat(32));
    }

    @Test
    void with_a_key_the_statement_comes_in_an_envelope() throws IOException {
        ReleaseKey key = ReleaseKey.read(KEYS.resolve("ed25519.pem"), Passphrase.none());

        attest(Optional.empty(), Optional.of(key));

        DsseEnvelope envelope = DsseEnvelope.parse(JSON.readTree(Files.readAllBytes(work.resolve(Attest.PROVENANCE))))
                .orElseThrow();
        assertThat(envelope.payloadType()).isEqualTo(Statement.PAYLOAD_TYPE);
        assertThat(envelope.isSignedBy(key.publicKey())).isTrue();
        StrictStatement.check(JSON.readTree(envelope.content()));
        assertThat(lines)
                .last()
                .asString()
                .startsWith("INFO Provenance, signed by key " + key.publicKey().id());
    }

    @Test
    void a_receiver_expects_what_a_signed_statement_says_of_the_enclaves() throws IOException {
        ReleaseKey key = ReleaseKey.read(KEYS.resolve("ec.pem"), Passphrase.none());
        attest(Optional.empty(), Optional.of(key));

        List<ExpectedValue> expected =
                expectations(publicKey("public-ec.pem")).ofImage().get("collaborator");

        JsonNode measured = MeasurementsTree.read(work.resolve(Measurements.FILE))
                .path("roles")
                .path("collaborator");
        assertThat(expected)
                .extracting(ExpectedValue::field, ExpectedValue::value)
                .contains(
                        tuple("mrenclave", measured.path("mrenclave").asText()),
                        tuple("mrsigner", measured.path("mrsigner").asText()),
                        tuple("isv_svn", "2"));
    }

    @Test
    void a_statement_that_is_unsigned_or_signed_by_another_expects_nothing_but_is_refused() throws IOException {
        attest(Optional.empty(), Optional.of(ReleaseKey.read(KEYS.resolve("ed25519.pem"), Passphrase.none())));
        assertThatThrownBy(() -> expectations(publicKey("public-ec.pem")).ofImage())
                .hasMessageContaining("is not signed by this key.\n    expected key  ");

        attest(Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> expectations(publicKey("public-ec.pem")).ofImage())
                .hasMessageContaining("provenance.json is not signed.");
        assertThatThrownBy(() -> expectations(Optional.empty()).ofImage())
                .hasMessageContaining("Only one of openfl.provenance and openfl.releasePublicKey is given");
    }

    private Expectations expectations(Optional<Path> publicKey) {
        return new Expectations(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(work.resolve(Attest.PROVENANCE)),
                publicKey);
    }

    private static Optional<Path> publicKey(String name) {
        return Optional.of(KEYS.resolve(name));
    }

    @Test
    void the_same_build_gives_the_same_statement_byte_for_byte() throws IOException {
        attest(Optional.empty(), Optional.empty());
        byte[] first = Files.readAllBytes(work.resolve(Attest.PROVENANCE));

        attest(Optional.empty(), Optional.empty());

        assertThat(Files.readAllBytes(work.resolve(Attest.PROVENANCE))).isEqualTo(first);
    }

    @Test
    void sources_that_are_changed_or_unknown_are_warned_about() throws IOException {
        attest(Optional.empty(), Optional.empty());
        assertThat(lines).anyMatch(line -> line.startsWith("WARN The provenance names no source revision:"));

        attest(Optional.of(new SourceRevision(Optional.empty(), "12".repeat(20), true)), Optional.empty());
        assertThat(lines).anyMatch(line -> line.startsWith("WARN The workspace differs from its commit 1212"));
        assertThat(Files.readString(work.resolve(Attest.PROVENANCE))).contains("\"modified\": true");
    }

    @Test
    void parameters_with_credentials_are_not_published() {
        for (String value : List.of(
                "https://me:secret@pypi.example.org/simple",
                "openfl @ git+https://token@github.com/a/b",
                "--index-url https://me:secret@pypi.example.org")) {
            parameters.put("gramine.wheelIndex", value);
            assertThatThrownBy(() -> attest(Optional.empty(), Optional.empty()))
                    .hasMessageContainingAll(
                            "gramine.wheelIndex contains an address with a user name or password (", "…@")
                    .hasMessageNotContainingAny("secret", "token");
        }
        assertThat(work.resolve(Attest.PROVENANCE)).doesNotExist();
        assertThat(work.resolve(Attest.SBOM)).doesNotExist();
    }

    @Test
    void an_image_that_is_not_known_yet_is_asked_for() throws IOException {
        ObjectNode tree = MeasurementsTree.read(work.resolve(Measurements.FILE));
        tree.remove("image_id");
        MeasurementsTree.write(work.resolve(Measurements.FILE), tree);

        assertThatThrownBy(() -> attest(Optional.empty(), Optional.empty()))
                .hasMessage("measurements.json does not name its image yet. Run mvn install; its goal attach"
                        + " adds the image.");
    }

    private void attest(Optional<SourceRevision> source, Optional<ReleaseKey> key) throws IOException {
        lines.clear();
        Path zip = Files.writeString(directory.resolve("demo.zip"), "zip");
        new Attest(log())
                .attest(new Attest.Request(
                        () -> new BuiltImage(ImageId.of("sha256:" + "cd".repeat(32)), image.image()),
                        work,
                        new TreeMap<>(Map.of("demo-1.0.zip", zip)),
                        new BuildOrigin(
                                "org.example:demo:1.0",
                                parameters,
                                Map.entry("openfl-gramine-maven-plugin", "0.1.0"),
                                "https://example.org/builder",
                                source,
                                Optional.empty()),
                        key));
    }

    private static String digest(JsonNode statement, String name) {
        return subject(statement, name).path("digest").path("sha256").asText();
    }

    private static JsonNode subject(JsonNode statement, String name) {
        return statement
                .path("subject")
                .valueStream()
                .filter(subject -> subject.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private BuildLog log() {
        return new BuildLog(line -> lines.add("INFO " + line), line -> lines.add("WARN " + line));
    }
}
