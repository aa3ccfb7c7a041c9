package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.layers.SavedImage;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsTree;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class OutsideTheMeasurementTest extends ReceivedImageFixture {

    @Test
    void what_lies_outside_the_measurement_is_told_and_does_not_fail() throws IOException {
        ObjectNode told = MeasurementsTree.read(directory.resolve(Measurements.FILE));
        told.put("image_id", "sha256:" + ZEROS);
        measurements = Optional.of(scratch.resolve("told.json"));
        MeasurementsTree.write(measurements.get(), told);
        int before = unlisted();
        Files.writeString(image.resolve("usr/bin/another"), "program");
        Files.createDirectories(image.resolve("workspace/data/1"));
        Files.writeString(image.resolve("workspace/data/1/x.csv"), "allowed");
        SavedImage saved = SavedImage.of(image, "demo:1.0");
        image = archive("demo:1.0");

        JsonNode outside = assertAgrees().path("outside_the_measurement");
        assertThat(outside.at("/image_id/expected").asText()).isEqualTo("sha256:" + ZEROS);
        assertThat(outside.at("/image_id/found").asText()).isEqualTo("sha256:" + saved.id());
        assertThat(outside.path("files_not_listed").asInt()).isEqualTo(before + 1);
    }

    @Test
    void an_image_by_another_engines_id_is_no_other_image() throws IOException {
        SavedImage saved = SavedImage.of(image, "demo:1.0");
        String inRegistry = "sha256:" + "12".repeat(32);
        FakeEngine engine = new FakeEngine()
                .withPushedImage("demo:1.0", TestIds.id("own"), List.of("demo@" + inRegistry), Instant.EPOCH, Map.of());
        engine.saved.put("demo:1.0", saved.archive());
        measurements = Optional.of(scratch.resolve("told.json"));

        for (String id : List.of(TestIds.id("own"), "sha256:" + saved.id(), inRegistry, "sha256:" + ZEROS)) {
            MeasurementsTree.write(
                    measurements.get(),
                    MeasurementsTree.read(directory.resolve(Measurements.FILE)).put("image_id", id));
            assertThat(json(verify().image(engine, "demo:1.0", request()))
                            .at("/outside_the_measurement/image_id/expected")
                            .asText())
                    .isEqualTo(id.endsWith(ZEROS) ? id : "");
        }
    }
}
