package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.gramine.RemoteAttestation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader and the writer of measurements.json agree with docs/measurements.schema.json. */
final class MeasurementsReaderTest {

    private static final Measurements SIGNED =
            TestMeasurements.of(TestIds.image("final"), true, RemoteAttestation.DCAP);
    private static final Path OF_VERSION_1 = Path.of("src/test/resources/texts/measurements-1.json");

    @TempDir
    Path directory;

    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text(Path.of("../docs/measurements.schema.json")));
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("target").resolve(Measurements.FILE);
        MeasurementsWriter.write(file, SIGNED);
    }

    @Test
    void what_was_written_is_read() throws IOException {
        Measurements unsigned = TestMeasurements.of(TestIds.image("final"), false, RemoteAttestation.NONE);
        Measurements pushed =
                SIGNED.withImageReference(ImageReference.parse("registry.example.org/demo@" + TestIds.id("pushed"))
                        .orElseThrow());

        assertThat(MeasurementsReader.read(file)).isEqualTo(SIGNED);
        MeasurementsWriter.write(file, unsigned);
        assertThat(MeasurementsReader.read(file)).isEqualTo(unsigned);
        MeasurementsWriter.write(file, pushed);
        assertThat(MeasurementsReader.read(file)).isEqualTo(pushed);
        assertThat(pushed.signed()).isTrue();
        assertThat(unsigned.signed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_is_written_satisfies_the_schema(boolean signed) throws IOException {
        MeasurementsWriter.write(
                file,
                TestMeasurements.of(TestIds.image("final"), signed, RemoteAttestation.NONE)
                        .withImageReference(ImageReference.parse("demo@" + TestIds.id("pushed"))
                                .orElseThrow()));

        assertThat(schema.validate(text(file), InputFormat.JSON)).isEmpty();
        assertThat(MeasurementsTree.read(file).path("version").intValue()).isEqualTo(4);
    }

    @Test
    void a_document_without_a_version_is_version_1_and_says_the_same() throws IOException {
        ObjectNode tree = MeasurementsTree.read(OF_VERSION_1);
        assertThat(tree.has("version")).isFalse();

        Measurements read = MeasurementsReader.read(OF_VERSION_1);
        MeasurementsWriter.write(file, read);

        ObjectNode written = MeasurementsTree.read(file);
        written.remove("version");
        for (JsonNode role : written.path("roles")) {
            assertThat(((ObjectNode) role).remove("sealed").booleanValue()).isFalse();
            assertThat(((ObjectNode) role).remove("attested").booleanValue()).isFalse();
        }
        assertThat(written).isEqualTo(tree);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/image              |                | has no /image; expected the image's NAME:TAG.",
                "/first_image_id     | \"sha256:0\"   | : /first_image_id is \"sha256:0\"; expected sha256: and 64 hexadecimal digits.",
                "/signed             | \"yes\"        | : /signed is \"yes\"; expected true or false.",
                "/image_reference    | \"demo:1\"     | : /image_reference is \"demo:1\"; expected REPOSITORY@sha256: and 64 hexadecimal digits.",
                "/gramine            | null           | : /gramine is null; expected a string.",
                "/roles              | []             | : /roles is []; expected an object.",
                "/roles/aggregator   |                | has no /roles/aggregator/mrenclave; expected 64 hexadecimal digits.",
                "/roles/collaborator | 1              | : /roles/collaborator is 1; expected an object.",
                "/roles/aggregator/mrenclave | \"12\" | : /roles/aggregator/mrenclave is \"12\"; expected 64 hexadecimal digits.",
                "/roles/aggregator/mrsigner  |        | has no /roles/aggregator/mrsigner; expected 64 hexadecimal digits.",
                "/roles/aggregator/date      | 2026   | : /roles/aggregator/date is 2026; expected a date like 2026-11-23.",
                "/roles/aggregator/isv_svn   | 65536  | : /roles/aggregator/isv_svn is 65536; expected a number from 0 to 65535.",
                "/roles/aggregator/isv_prod_id | \"7\" | : /roles/aggregator/isv_prod_id is \"7\"; expected a number from 0 to 65535.",
                "/roles/aggregator/max_threads | 4097 | : /roles/aggregator/max_threads is 4097; expected a number from 1 to 4096.",
                "/roles/aggregator/enclave_size | \"big\" | : /roles/aggregator/enclave_size is \"big\"; expected a size like 4G.",
                "/roles/aggregator/remote_attestation | \"dacp\" | : /roles/aggregator/remote_attestation is \"dacp\"; expected none, epid or dcap.",
                "/roles/aggregator/trusted_files | -1 | : /roles/aggregator/trusted_files is -1; expected a number from 0 on.",
                "/roles/aggregator/attested | \"yes\" | : /roles/aggregator/attested is \"yes\"; expected true or false.",
                "/roles/aggregator/sealed | | has no /roles/aggregator/sealed; expected true or false.",
                "/roles/collaborator/attributes/xfrm_mask | | has no /roles/collaborator/attributes/xfrm_mask; expected 0x and at most 16 hexadecimal digits.",
                "/roles/collaborator/attributes/flags | 4 | : /roles/collaborator/attributes/flags is 4; expected 0x and at most 16 hexadecimal digits.",
                "/image_content/config_digest | \"12\" | : /image_content/config_digest is \"12\"; expected sha256: and 64 hexadecimal digits.",
                "/image_content/diff_ids      | [\"12\"] | : /image_content/diff_ids is [\"12\"]; expected a list of sha256: and 64 hexadecimal digits.",
                "/image_content/settings      | {\"a\": 1} | : /image_content/settings is {\"a\":1}; expected an object with strings.",
                "/image_content/diff_ids      |        | has no /image_content/diff_ids; expected a list of sha256: and 64 hexadecimal digits.",
                "/image_content      | []             | : /image_content is []; expected an object.",
                "/version            | \"2\"          | : /version is \"2\"; expected a number from 1 on.",
            })
    void a_field_that_is_missing_or_wrong_is_named_and_breaks_the_schema(String pointer, String value, String problem)
            throws IOException {
        ObjectNode tree = MeasurementsTree.read(file);
        ObjectNode parent = (ObjectNode) tree.at(pointer.substring(0, pointer.lastIndexOf('/')));
        String name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (value == null) {
            parent.remove(name);
        } else {
            parent.set(
                    name,
                    JsonText.parse(("{\"v\":" + value + "}").getBytes(StandardCharsets.UTF_8))
                            .orElseThrow()
                            .get("v"));
        }
        MeasurementsTree.write(file, tree);

        assertRefused(file + (problem.startsWith(":") ? "" : " ") + problem + " Build the image again: mvn package");
        assertThat(schema.validate(text(file), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void a_newer_version_is_refused_by_its_name() throws IOException {
        MeasurementsTree.write(file, JsonText.newTree().put("version", 5).put("image", 1));

        assertRefused(file + " is version 5; this plugin reads 1 to 4. Use a newer openfl-gramine-maven-plugin.");
        assertThat(schema.validate(text(file), InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void a_field_that_is_not_known_is_ignored() throws IOException {
        ObjectNode tree = MeasurementsTree.read(file);
        tree.put("comment", 1);
        ((ObjectNode) tree.at("/roles/aggregator")).putObject("tdx").put("mrtd", "00");
        MeasurementsTree.write(file, tree);

        assertThat(MeasurementsReader.read(file)).isEqualTo(SIGNED);
        assertThat(schema.validate(text(file), InputFormat.JSON)).isEmpty();
    }

    @Test
    void a_field_that_is_there_twice_is_named() throws IOException {
        Files.writeString(file, text(file).replaceFirst("\"isv_svn\": 2,", "\"isv_svn\": 2,\n      \"isv_svn\": 3,"));

        assertRefused(file + " has /roles/aggregator/isv_svn twice; expected it once."
                + " Build the image again: mvn package");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''   | ' is not a measurements file; expected one JSON object.'",
                "[]   | ' is not a measurements file; expected one JSON object.'",
                "{} 1 | ' is not a measurements file; expected one JSON object.'",
                "{    | ' is not JSON at line 1, column 2; expected a measurements file.'",
                "text | ' is not JSON at line 1, column 1; expected a measurements file.'",
            })
    void what_is_not_json_is_refused_where_it_ends_to_be(String content, String problem) throws IOException {
        Files.writeString(file, content);

        assertRefused(file + problem + " Build the image again: mvn package");
    }

    @Test
    void a_missing_document_is_to_be_built() throws IOException {
        Files.delete(file);

        assertRefused("There is no " + file + ". Build the image first: mvn package");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> MeasurementsReader.read(file))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
