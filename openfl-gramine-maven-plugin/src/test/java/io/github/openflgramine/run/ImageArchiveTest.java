package io.github.openflgramine.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageArchiveTest {

    /** An empty layer: a tar without entries. */
    private static final byte[] LAYER = new byte[1024];

    private static final String CONFIG =
            "{\"architecture\":\"amd64\",\"os\":\"linux\",\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
                    + Sha256.digest(LAYER) + "\"]}}";
    private static final String ID = "sha256:" + Sha256.digest(CONFIG.getBytes(UTF_8));

    @TempDir
    private Path directory;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private Path archive;

    @BeforeEach
    void an_archive_as_docker_saves_it() throws IOException {
        archive = directory.resolve("flowers.tar");
        Map<String, Content> entries = Map.of(
                "layer.tar", Content.of(LAYER),
                "config.json", Content.of(CONFIG),
                "manifest.json",
                        Content.of(
                                "[{\"Config\":\"config.json\",\"RepoTags\":[\"flowers:1\"],\"Layers\":[\"layer.tar\"]}]"));
        try (InputStream tar = Tars.directory(".", entries)) {
            Files.copy(tar, archive);
        }
    }

    @Test
    void an_image_that_the_engine_has_is_not_loaded_again() throws IOException {
        engine.withImage("flowers:1", ID, Instant.EPOCH, Map.of());

        assertThat(find().name()).isEqualTo("flowers:1");
        assertThat(engine.loaded).isEmpty();
    }

    @Test
    void another_image_of_the_same_name_is_not_taken_for_it() throws IOException {
        engine.withImage("flowers:1", TestIds.id("other"), Instant.EPOCH, Map.of());
        engine.toLoad = loading -> loading.withImage("flowers:1", ID, Instant.EPOCH, Map.of());

        assertThat(find().image().id()).hasToString(ID);
        assertThat(engine.loaded).containsExactly(archive.toString());
        assertThat(said).containsExactly("Loading " + archive + " (" + ID + ")");
    }

    @Test
    void an_engine_that_gives_ids_of_its_own_runs_what_it_loaded() throws IOException {
        engine.toLoad = loading -> {
            loading.withLayers("flowers:1", TestIds.id("own"), List.of(Sha256.digest(LAYER)));
            loading.saved.put("flowers:1", bytes(archive));
        };

        assertThat(find().image().id()).isEqualTo(TestIds.image("own"));
        assertThat(engine.loaded).containsExactly(archive.toString());
    }

    @Test
    void what_an_engine_loaded_and_gives_neither_the_id_nor_the_layers_is_refused() throws IOException {
        engine.toLoad =
                loading -> loading.withLayers("flowers:1", TestIds.id("own"), List.of(Sha256.digest(new byte[0])));

        assertThatThrownBy(this::find)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("knows no image with its id, " + ID)
                .hasMessageContaining("-Dopenfl.image=sha256:");
    }

    @Test
    void a_file_that_is_not_there_or_no_archive_is_refused() throws IOException {
        archive = directory.resolve("none.tar.gz");
        assertThatThrownBy(this::find).hasMessageContaining("openfl.image=" + archive + " does not exist");
        Files.write(archive, LAYER);
        assertThatThrownBy(this::find)
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("openfl.image=" + archive + " is not an image archive");
    }

    @Test
    void names_of_images_are_no_archives() {
        assertThat(ImageArchive.isMeantBy("registry.example.org:5000/flowers:1.0"))
                .isFalse();
        assertThat(ImageArchive.isMeantBy("flowers.tar.gz")).isTrue();
        assertThat(ImageArchive.isMeantBy("flowers.tgz")).isTrue();
        assertThat(ImageArchive.isMeantBy(archive.toString())).isTrue();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ActorImage find() throws IOException {
        return new ImageArchive(archive).in(engine, (shown, archived) -> {}, new BuildLog(said::add, said::add));
    }
}
