package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.product.BuildMark;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.product.ImageNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names of a build's images, and what is removed when it ends. */
final class BuildImagesTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final ImageNames NAMES = new ImageNames("demo", "1.0");
    private static final BuildMark OWN = mark(0, 1);
    private static final Map<String, String> LABELS = Map.of(ImageLabels.WORKSPACE, "demo");

    @TempDir
    Path scratch;

    private final FakeEngine engine = new FakeEngine();
    private final BuildImages images = new BuildImages(NAMES, OWN, "demo");
    private RunningBuilds running;

    @BeforeEach
    void register() throws IOException {
        running = new RunningBuilds(scratch.resolve("builds"));
        assertThat(running.register(OWN)).isNotNull();
    }

    @Test
    void the_first_image_keeps_its_common_name_alone_so_that_the_engine_keeps_it_as_a_cache() throws IOException {
        image(images.first());
        String id = id(images.first());

        end();

        assertThat(engine.names("demo")).containsExactly("demo:1.0-first");
        assertThat(id("demo:1.0-first")).isEqualTo(id);
    }

    @Test
    void the_first_image_of_the_build_before_is_removed_when_nothing_has_its_name() throws IOException {
        image("demo:1.0-first");
        String former = id("demo:1.0-first");
        image(images.first());

        end();

        assertThat(engine.image(former)).isEmpty();
    }

    @Test
    void an_unchecked_final_image_of_a_failed_build_is_removed() throws IOException {
        image(images.first());
        image(images.built());

        end();

        assertThat(engine.names("demo")).containsExactly("demo:1.0-first");
    }

    @Test
    void names_of_killed_builds_are_removed_and_those_of_running_builds_stay() throws IOException {
        BuildMark killed = mark(60, 2);
        BuildMark runs = mark(60, 3);
        running.register(killed).close();
        try (Closeable other = running.register(runs)) {
            List.of(killed, runs).forEach(build -> image(NAMES.first(build)));
            image("demo:2.0-first-" + mark(90_000, 4));
            image(NAMES.built(mark(90_000, 5)));

            end();

            assertThat(other).isNotNull();
            assertThat(engine.names("demo"))
                    .contains(NAMES.first(runs), "demo:2.0-first-" + mark(90_000, 4))
                    .doesNotContain(NAMES.built(mark(90_000, 5)));
        }
    }

    @Test
    void a_build_of_another_machine_counts_as_running_for_a_day() throws IOException {
        String young = NAMES.first(mark(86_000, 2));
        String old = NAMES.first(mark(87_000, 3));
        image(young);
        image(old);

        end();

        assertThat(engine.names("demo")).contains(young).doesNotContain(old);
    }

    @Test
    void images_without_a_name_stay_while_another_build_runs() throws IOException {
        image("demo:1.0");
        String former = id("demo:1.0");
        image("demo:new");
        engine.tag("demo:new", "demo:1.0");
        try (Closeable other = running.register(mark(60, 2))) {
            end();
            assertThat(other).isNotNull();
            assertThat(engine.image(former)).isPresent();
        }

        end();
        assertThat(engine.image(former)).isEmpty();
    }

    @Test
    void images_of_others_and_images_with_a_digest_in_a_registry_stay() throws IOException {
        engine.withImage("other:1", NOW, Map.of(ImageLabels.WORKSPACE, "other"));
        String other = id("other:1");
        engine.withPushedImage(
                "demo:1.0",
                "sha256:" + "ab".repeat(32),
                List.of("r.example.org/demo@sha256:" + "cd".repeat(32)),
                NOW,
                LABELS);
        image("demo:new");
        engine.tag("demo:new", "other:1");
        engine.tag("demo:new", "demo:1.0");

        end();

        assertThat(engine.image(other)).isPresent();
        assertThat(engine.image("sha256:" + "ab".repeat(32))).isPresent();
    }

    private void end() throws IOException {
        images.end(engine, running, NOW);
    }

    private void image(String name) {
        engine.withImage(name, NOW, LABELS);
    }

    private String id(String name) {
        return engine.image(name).orElseThrow().id().toString();
    }

    private static BuildMark mark(int secondsAgo, int number) {
        return new BuildMark("%08x%05x".formatted(NOW.getEpochSecond() - secondsAgo, number));
    }
}
