package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuildMark;
import io.github.openflgramine.product.ImageNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a final image must be made of before it gets its name. */
final class FinalImageTest {

    private static final BuildImages IMAGES =
            new BuildImages(new ImageNames("demo", "1.0"), new BuildMark("6912345600001"), "demo");
    private static final String NAME = "demo:1.0";

    @TempDir
    Path context;

    private final FakeEngine engine = new FakeEngine();
    private final List<String> lines = new ArrayList<>();
    private Optional<ImageId> before = Optional.empty();

    @BeforeEach
    void built() throws IOException {
        engine.withLayers(IMAGES.first(), TestIds.id("1"), layers("a", "b"));
        engine.withLayers(IMAGES.built(), TestIds.id("2"), layers("a", "b", "c"));
        Files.createDirectories(context.resolve("files"));
        Files.writeString(context.resolve("files/aggregator.manifest"), "manifest");
        engine.withFile("/opt/openfl-gramine/aggregator.manifest", "manifest");
    }

    @Test
    void an_image_made_of_what_was_measured_gets_its_name_and_loses_the_builds_own() throws IOException {
        assertThat(finish()).isEqualTo(TestIds.image("2"));

        assertThat(engine.names("demo")).containsExactly(IMAGES.first(), NAME);
        assertThat(engine.image(NAME).orElseThrow().id()).isEqualTo(TestIds.image("2"));
        assertThat(lines)
                .containsExactly(
                        "Image demo:1.0 is the measured first image with its manifests (" + TestIds.id("2") + ")");
    }

    @Test
    void an_image_upon_another_first_image_is_refused() {
        engine.withLayers(IMAGES.built(), TestIds.id("2"), layers("a", "x", "c"));

        assertRefused(
                "demo:1.0 is not the measured first image with one more layer: of the first image's 2 layers it has the lowest 1,"
                        + " and 2 others.");
    }

    @Test
    void an_image_with_a_layer_too_many_or_too_few_is_refused() {
        engine.withLayers(IMAGES.built(), TestIds.id("2"), layers("a", "b", "c", "d"));
        assertRefused("it has the lowest 2, and 2 others.", "ONBUILD");

        engine.withLayers(IMAGES.built(), TestIds.id("2"), layers("a", "b"));
        assertRefused("it has the lowest 2, and 0 others.");
    }

    @Test
    void a_first_image_that_was_replaced_after_it_was_measured_is_refused() {
        engine.withLayers(IMAGES.first(), TestIds.id("9"), layers("a", "b"));

        assertRefused("demo:1.0-first-6912345600001 is not the image that was measured:\n    measured "
                + TestIds.id("1") + "\n    now      " + TestIds.id("9") + "\n");
    }

    @Test
    void an_image_with_another_manifest_than_the_one_written_is_refused() {
        engine.withFile("/opt/openfl-gramine/aggregator.manifest", "manifest of another build");

        assertRefused(
                "demo:1.0 has another /opt/openfl-gramine/aggregator.manifest than this build wrote. SHA-256:\n    written ");
    }

    @Test
    void a_name_that_another_build_has_given_away_meanwhile_is_left_alone() {
        before = Optional.of(TestIds.image("5"));
        engine.withLayers(NAME, TestIds.id("7"), List.of());

        assertRefused(
                "Another build has given the name demo:1.0 to its own image, so this build ends here:\n    this build "
                        + TestIds.id("2") + "\n    demo:1.0 is now " + TestIds.id("7") + "\n",
                "openfl.imageTag");
        assertThat(engine.image(NAME).orElseThrow().id()).isEqualTo(TestIds.image("7"));
    }

    @Test
    void the_name_is_taken_over_from_the_build_before_and_from_one_with_the_same_image() throws IOException {
        engine.withLayers(NAME, TestIds.id("5"), List.of());
        before = Optional.of(TestIds.image("5"));
        finish();
        assertThat(engine.image(NAME).orElseThrow().id()).isEqualTo(TestIds.image("2"));

        engine.withLayers(IMAGES.built(), TestIds.id("2"), layers("a", "b", "c"));
        finish();
        assertThat(engine.image(NAME).orElseThrow().id()).isEqualTo(TestIds.image("2"));
    }

    @Test
    void a_name_is_required_to_lead_to_the_builds_image() {
        FinalImage.requireNamed(engine, IMAGES.built(), TestIds.image("2"));

        assertThatThrownBy(() -> FinalImage.requireNamed(engine, IMAGES.built(), TestIds.image("3")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("is now " + TestIds.id("2"));
        assertThatThrownBy(() -> FinalImage.requireNamed(engine, "demo:none", TestIds.image("3")))
                .hasMessageContaining("is now no image");
    }

    @Test
    void an_image_that_fabric8_did_not_build_is_missed() {
        engine.removeImage(IMAGES.built());

        assertRefused("has no final image demo:1.0-build-6912345600001.", "docker.skip");
    }

    private ImageId finish() throws IOException {
        return new FinalImage(engine, new BuildLog(lines::add, lines::add))
                .finish(new FinalImage.Request(IMAGES, NAME, TestIds.image("1"), before, context));
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(this::finish)
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
    }

    private static List<Sha256> layers(String... contents) {
        return Stream.of(contents)
                .map(content -> Sha256.digest(content.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
