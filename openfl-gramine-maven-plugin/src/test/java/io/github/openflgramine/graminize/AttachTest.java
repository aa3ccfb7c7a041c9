package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.layers.SavedImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.TestMeasurements;
import io.github.openflgramine.tar.TarBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values of an image that are known only after it was built or pushed. */
final class AttachTest {

    private static final String PUSHED = "registry.example.org:5000/team/demo:1.0";

    private static final SavedImage BUILT =
            SavedImage.of(List.of(TarBuilder.pax().file("a", "1").build()), """
            {"architecture": "amd64", "os": "linux", "config": {"Env": ["PATH=/usr/bin"]}}
            """, "demo:1.0");

    @TempDir
    Path scratch;

    private final FakeEngine engine = new FakeEngine();
    private final List<String> lines = new ArrayList<>();
    private final Attach attach = new Attach(engine, new BuildLog(lines::add, lines::add));
    private Path measurements;

    @BeforeEach
    void graminized() throws IOException {
        measurements = scratch.resolve("measurements.json");
        MeasurementsWriter.write(
                measurements, TestMeasurements.of(TestIds.image("former"), true, RemoteAttestation.NONE));
    }

    @Test
    void an_image_that_is_not_pushed_has_its_id_noted_and_no_further_name() throws IOException {
        image("demo:1.0");

        attach.attach("demo:1.0", measurements);

        assertThat(noted("image")).isEqualTo("flowers:1");
        assertThat(noted("image_id")).isEqualTo(TestIds.id("0"));
        assertThat(noted("/image_content/config_digest")).isEqualTo(BUILT.id().prefixed());
        assertThat(noted("/image_content/diff_ids/0"))
                .isEqualTo(BUILT.diffIds().get(0).prefixed());
        assertThat(noted("/image_content/settings/Env.PATH")).isEqualTo("/usr/bin");
    }

    @Test
    void an_image_that_changed_while_it_was_saved_is_not_noted() {
        image("demo:1.0");
        engine.saved.put(
                "demo:1.0",
                SavedImage.of(
                                List.of(TarBuilder.pax().file("b", "2").build()),
                                "{\"os\": \"linux\", \"architecture\": \"amd64\"}",
                                "demo:1.0")
                        .archive());

        assertThatThrownBy(() -> attach.attach("demo:1.0", measurements))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("saved other layers for demo:1.0 than it has");
    }

    @Test
    void one_that_will_be_pushed_by_another_name_bears_it() throws IOException {
        image("demo:1.0");

        attach.attach("demo:1.0", PUSHED, measurements);

        assertThat(engine.image(PUSHED)).isEqualTo(engine.image("demo:1.0"));
    }

    @Test
    void an_image_that_is_not_there_is_asked_for() {
        assertThatThrownBy(() -> attach.attach("demo:1.0", measurements))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has no image demo:1.0")
                .hasMessageContaining("mvn package");
    }

    @Test
    void the_digest_noted_is_that_of_the_repository_it_was_pushed_to() throws IOException {
        image(
                PUSHED,
                "registry.example.org:5000/team/demo-two@" + TestIds.id("1"),
                "registry.example.org:5000/team/demo@" + TestIds.id("2"),
                "other.example.org/team/demo@" + TestIds.id("3"));

        attach.attachReference(PUSHED, measurements);

        assertThat(noted("image_reference")).isEqualTo("registry.example.org:5000/team/demo@" + TestIds.id("2"));
        assertThat(lines)
                .last()
                .asString()
                .endsWith("docker pull registry.example.org:5000/team/demo@" + TestIds.id("2"));
    }

    @Test
    void without_a_digest_nothing_is_deployed() {
        image(PUSHED, "other.example.org/team/demo@" + TestIds.id("3"));

        assertThatThrownBy(() -> attach.attachReference(PUSHED, measurements))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("No registry confirmed the push of " + PUSHED)
                .hasMessageContaining("docker.skip.push");
    }

    private void image(String name, String... digests) {
        engine.withPushedImage(name, TestIds.id("0"), List.of(digests), Instant.EPOCH, BUILT.diffIds(), Map.of());
        engine.saved.put(name, BUILT.archive());
    }

    private String noted(String field) throws IOException {
        JsonNode tree = new ObjectMapper().readTree(measurements.toFile());
        return (field.startsWith("/") ? tree.at(field) : tree.path(field)).asText();
    }
}
