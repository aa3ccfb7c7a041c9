package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.graminize.Attach;
import io.github.openflgramine.layers.SavedImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.TestMeasurements;
import io.github.openflgramine.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which image the start goals take, and what has to tell that it is the right one. */
final class ImageToStartTest {

    private static final String NAME = "flowers:1";
    private static final BuildLog SILENT = new BuildLog(line -> {}, line -> {});

    private static final SavedImage BUILT = built("/opt/openfl-gramine/start");
    private static final SavedImage OTHER = built("/bin/sh");

    @TempDir
    Path scratch;

    private final FakeEngine engine = new FakeEngine();
    private Path archive;
    private Optional<Path> measurements;

    @BeforeEach
    void build() throws IOException {
        BUILT.addTo(engine, NAME);
        archive = Files.write(scratch.resolve("flowers.tar"), BUILT.archive());
        Path file = scratch.resolve(Measurements.FILE);
        MeasurementsWriter.write(file, TestMeasurements.of(TestIds.image("former"), true, RemoteAttestation.NONE));
        new Attach(engine, SILENT).attach(NAME, file);
        measurements = Optional.of(file);
    }

    @Test
    void a_tag_is_started_if_it_is_the_image_of_the_measurements() throws IOException {
        assertThat(found(NAME)).isEqualTo(BUILT.id().prefixed());
    }

    @Test
    void a_tag_that_moved_to_an_image_of_the_same_files_is_refused() {
        OTHER.addTo(engine, NAME);

        assertRefused(
                NAME,
                "openfl.image=flowers:1 is not the image of gramine.measurements=" + measurements.orElseThrow()
                        + ":\n    expected  " + BUILT.id().prefixed() + "\n    found     "
                        + OTHER.id().prefixed(),
                "mvn openfl-gramine:verify");
    }

    @Test
    void an_engine_with_ids_of_its_own_is_asked_for_the_configuration() throws IOException {
        engine.withLayers(NAME, TestIds.id("own"), BUILT.diffIds());
        assertThat(found(NAME)).isEqualTo(TestIds.id("own"));

        engine.saved.put(NAME, OTHER.archive());
        assertRefused(NAME, "openfl.image=flowers:1 is not the image of gramine.measurements=");
    }

    @Test
    void an_archive_is_loaded_only_if_it_has_the_image_of_the_measurements() throws IOException {
        engine.removeImage(NAME);
        engine.toLoad = loading -> BUILT.addTo(loading, NAME);
        assertThat(found(archive.toString())).isEqualTo(BUILT.id().prefixed());

        engine.removeImage(NAME);
        engine.loaded.clear();
        Files.write(archive, OTHER.archive());
        assertRefused(archive.toString(), "openfl.image=" + archive + " is not the image of gramine.measurements=");
        assertThat(engine.loaded).isEmpty();
    }

    @Test
    void without_measurements_an_archive_or_a_tag_is_refused_and_an_id_is_started() throws IOException {
        measurements = Optional.empty();

        assertRefused(
                NAME,
                "openfl.image=flowers:1 is a tag, which can move to another image (now "
                        + BUILT.id().prefixed() + ").",
                "-Dgramine.measurements=measurements.json",
                "-Dopenfl.image=" + BUILT.id().prefixed());
        assertRefused(
                archive.toString(),
                "openfl.image=" + archive + " has the image " + BUILT.id().prefixed()
                        + ", and nothing tells that it is the right one.");
        assertThat(found(BUILT.id().prefixed())).isEqualTo(BUILT.id().prefixed());
    }

    @Test
    void an_id_is_compared_with_measurements_that_are_given_as_well() {
        OTHER.addTo(engine, "flowers:2");

        assertRefused(OTHER.id().prefixed(), "is not the image of gramine.measurements=");
    }

    @Test
    void a_digest_of_a_registry_identifies_an_image() throws IOException {
        String reference = "registry.example.org/flowers@" + TestIds.id("pushed");
        BUILT.addTo(engine, reference);
        measurements = Optional.empty();

        assertThat(found(reference)).isEqualTo(BUILT.id().prefixed());
    }

    @Test
    void a_document_before_version_3_knows_only_the_id_in_the_engine_that_built_it() throws IOException {
        ObjectNode tree = MeasurementsTree.read(measurements.orElseThrow());
        tree.remove("image_content");
        MeasurementsTree.write(measurements.orElseThrow(), tree.put("version", 2));

        assertThat(found(NAME)).isEqualTo(BUILT.id().prefixed());
        assertThat(found(archive.toString())).isEqualTo(BUILT.id().prefixed());
        engine.withLayers(NAME, TestIds.id("own"), BUILT.diffIds());
        assertRefused(NAME, "expected  " + BUILT.id().prefixed());
    }

    @Test
    void measurements_without_an_image_fit_no_image() throws IOException {
        ObjectNode tree = MeasurementsTree.read(measurements.orElseThrow());
        tree.remove(List.of("image_content", "image_id"));
        MeasurementsTree.write(measurements.orElseThrow(), tree);

        assertRefused(NAME, "expected  no id");
    }

    @Test
    void measurements_that_are_not_there_are_named_by_their_property() {
        measurements = Optional.of(scratch.resolve("none.json"));

        assertRefused(NAME, "gramine.measurements=" + scratch.resolve("none.json") + " does not exist.");
    }

    @Test
    void in_a_project_its_own_record_is_enough_for_its_archive_and_its_tag() throws IOException {
        Optional<ImageNames> own = Optional.of(new ImageNames("flowers", "1"));
        for (String given : List.of(NAME, archive.toString())) {
            assertThat(new ImageToStart(
                                    new ImageChoice(own, Optional.of(given)),
                                    measurements,
                                    Optional.empty(),
                                    Optional.empty())
                            .find(engine, SILENT)
                            .id())
                    .isEqualTo(BUILT.id().prefixed());
        }
    }

    private String found(String given) throws IOException {
        return new ImageToStart(
                        new ImageChoice(Optional.empty(), Optional.of(given)),
                        Optional.empty(),
                        measurements,
                        Optional.empty())
                .find(engine, SILENT)
                .id();
    }

    private void assertRefused(String given, String... words) {
        assertThatThrownBy(() -> found(given))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContainingAll(words);
    }

    private static SavedImage built(String entrypoint) {
        return SavedImage.of(
                List.of(TarBuilder.pax().file("a", "1").build()),
                "{\"architecture\": \"amd64\", \"os\": \"linux\", \"config\": {\"Entrypoint\": [\"%s\"]}}"
                        .formatted(entrypoint),
                NAME);
    }
}
