package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.gramine.GoldenRootfs;
import io.github.openflgramine.graminize.TestImage;
import io.github.openflgramine.layers.SavedImage;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An image of a dozen files, with manifests and signatures as graminize makes them, as a receiver gets it. */
final class VerifyImageTest extends ReceivedImageFixture {

    @Test
    void what_graminize_made_is_what_its_measurements_say() throws IOException {
        measurements = Optional.of(directory.resolve(Measurements.FILE));

        JsonNode verdict = assertAgrees();
        assertThat(verdict.path("verdict").asText()).isEqualTo("enclaves as expected");
        assertThat(verdict.path("proves").asText())
                .startsWith("Every enclave is the expected one, and every listed file matches.");
        JsonNode made = MeasurementsTree.read(measurements.get()).path("roles");
        for (Role role : Role.values()) {
            ObjectNode again = verdict.path("roles").path(role.toString()).deepCopy();
            assertThat(again.remove("verdict").asText()).isEqualTo("as expected");
            assertThat(again.remove("signed").asBoolean()).isTrue();
            assertThat(again).isEqualTo(made.path(role.toString()));
        }
    }

    @Test
    void the_table_of_an_image_reads_as_before() throws IOException {
        attach(SavedImage.of(image, "demo:1.0"));
        image = archive("demo:1.0");

        GoldenFile.assertIs(
                Path.of("src/test/resources/texts/verify-image.txt"),
                ResultFormat.TEXT.write(look().summary()).replace(scratch.toString(), "/scratch"),
                VerifyImageTest.class);
    }

    @Test
    void an_archive_is_read_as_an_image_is_from_the_engine() throws IOException {
        SavedImage saved = SavedImage.of(image, "demo:1.0");
        FakeEngine engine = new FakeEngine().withImage("demo:1.0", Instant.EPOCH, Map.of());
        engine.saved.put("demo:1.0", saved.archive());
        image = archive("demo:1.0");

        JsonNode fromEngine = json(verify().image(engine, "demo:1.0", request()));
        assertThat(lines).contains("Verifying image demo:1.0: hashing every file", "Gramine 1.9");
        assertThat(fromEngine.path("roles")).isEqualTo(json(look()).path("roles"));
        assertThat(fromEngine.path("image_id").asText()).isEqualTo(TestIds.id("0"));
        assertThat(json(look()).path("image_id").asText()).isEqualTo("sha256:" + saved.id());

        assertThatThrownBy(() -> verify().image(engine, "demo:2.0", request()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "openfl.image=demo:2.0 is not known to the Docker engine at unix:///fake.sock.");
    }

    @Test
    void an_enclave_that_is_larger_than_expected_is_refused_before_it_is_measured() throws IOException {
        measurements = Optional.of(directory.resolve(Measurements.FILE));
        for (String name : List.of(Role.COLLABORATOR.manifestFile(), Role.COLLABORATOR.sgxManifestFile())) {
            Path manifest = image.resolve(OURS + name);
            Files.writeString(manifest, Files.readString(manifest).replace("\"1G\"", "\"65536G\""));
        }

        assertRefused("collaborator: The enclave (size 65536G, 8 threads) was not measured");
    }

    @Test
    void one_mrenclave_for_two_enclaves_is_refused() {
        mrenclave = Optional.of(ZEROS);
        assertRefused("gramine.mrenclave is given, but an image has two enclaves", "-Dgramine.aggregatorMrenclave=");
    }

    @Test
    void the_stand_in_is_called_by_its_name() throws IOException {
        new TestImage(image).file("/var/lib/dpkg/status", "Package: gramine\nVersion: 1.9+standin\n");
        assertAgrees();
        assertThat(lines).contains("WARN NO GRAMINE: stand-in, no protection");
    }

    @Test
    void a_debug_enclave_is_warned_about() throws IOException {
        graminize(true, true);
        assertAgrees();
        assertThat(lines).contains("WARN The aggregator is a debug enclave: its memory can be read from outside");
    }

    @Test
    void what_is_no_image_of_ours_is_refused() throws IOException {
        image = scratch.resolve("none.tar.gz");
        assertRefused("gramine.file=" + image + " does not exist.");

        image = GoldenRootfs.GOLDEN.resolve("01-defaults/openfl.sig");
        assertRefused("gramine.file=" + image + " is not an image archive.", "gramine.manifest");

        image = GoldenRootfs.TAR;
        assertRefused("gramine.file=" + image + " has no manifest in /opt/openfl-gramine");
    }
}
