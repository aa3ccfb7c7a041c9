package io.github.openflgramine.graminize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.TestIds;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageCache;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice between the ways to read an image. */
final class FirstImageReaderTest {

    private static final ImagePath LIST = ImagePath.of("/opt/openfl-gramine/files.mtree");
    private static final String NAME = "demo:1.0-first";

    private static final EngineImage IMAGE = new EngineImage(
            TestIds.image("1"),
            List.of(NAME),
            List.of(),
            Instant.EPOCH,
            1,
            List.of(Sha256.digest(new byte[0])),
            Map.of());

    @TempDir
    Path scratch;

    private final List<ImagePath> copied = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private Optional<String> list = Optional.of("#mtree\n. type=dir\nlisted type=dir\n..\n..\n");

    @Test
    void the_list_that_the_build_has_made_is_taken() {
        assertThat(read(IMAGE)).containsExactly("/listed");
        assertThat(copied).containsExactly(LIST);
        assertThat(lines).isEmpty();
    }

    @Test
    void an_image_without_a_list_is_read_and_the_log_says_so() {
        list = Optional.empty();

        assertThat(read(IMAGE)).containsExactly("/read");
        assertThat(copied).containsExactly(LIST, ImagePath.ROOT);
        assertThat(lines).containsExactly("demo:1.0-first has no file list; reading the whole image. No such file.");
    }

    @Test
    void an_image_with_a_damaged_list_is_read_and_the_log_says_so() {
        list = Optional.of("#mtree\n. type=dir\n");

        assertThat(read(IMAGE)).containsExactly("/read");
        assertThat(lines)
                .containsExactly("demo:1.0-first has no file list; reading the whole image. " + LIST + " in " + NAME
                        + " is damaged: line 2 is the last, but directories are still open.");
    }

    @Test
    void layers_that_were_read_before_are_not_read_again() {
        read(IMAGE);
        copied.clear();
        lines.clear();

        assertThat(read(IMAGE)).containsExactly("/listed");
        assertThat(copied).isEmpty();
        assertThat(lines).isEmpty();
    }

    @Test
    void where_a_key_signs_the_files_are_hashed_here_and_compared_with_the_list() {
        list = Optional.of("#mtree\n. type=dir\nread type=dir\n..\n..\n");

        assertThat(read(IMAGE, true)).containsExactly("/read");
        assertThat(copied).containsExactly(LIST, ImagePath.ROOT);
        assertThat(lines)
                .containsExactly(
                        "Hashing all files of demo:1.0-first, because its file list was made by its own build.");
    }

    @Test
    void a_list_with_something_that_the_image_does_not_have_ends_the_build() {
        list = Optional.of("#mtree\n. type=dir\nlisted type=link link=x\n..\n");

        assertThatThrownBy(() -> read(IMAGE, true))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("""
                        The file list of demo:1.0-first (/opt/openfl-gramine/files.mtree) differs from its files, so nothing is signed.\
                         SHA-256 of /listed:
                            list  a link to x
                            image no such file
                        """)
                .hasMessageContaining("gramine.rebuild");
    }

    @Test
    void a_table_from_a_list_does_not_pass_for_a_hashed_one() {
        list = Optional.of("#mtree\n. type=dir\nread type=dir\n..\n..\n");
        read(IMAGE);
        copied.clear();

        read(IMAGE, true);
        assertThat(copied).contains(ImagePath.ROOT);
        copied.clear();

        read(IMAGE, true);
        read(IMAGE);
        assertThat(copied).isEmpty();
    }

    @Test
    void an_image_that_was_not_built_is_named() {
        assertThatThrownBy(() -> read(new FakeEngine(), Optional.empty()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The first image demo:1.0-first is not known to the Docker engine at ")
                .hasMessageContaining("docker.skip.build");
    }

    @Test
    void an_image_of_an_earlier_build_does_not_pass_for_this_ones() {
        FakeEngine engine = new FakeEngine()
                .withImage(NAME, Instant.EPOCH, Map.of("io.github.openfl-gramine.context.sha256", "1234"));

        assertThatThrownBy(() -> read(engine, Optional.of("5678")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("""
                        The first image demo:1.0-first is of another build. SHA-256 of the context:
                            image      1234
                            this build 5678
                        """);
    }

    @Test
    void the_container_that_contents_are_copied_from_is_removed_when_the_image_is_closed() {
        FakeEngine engine =
                new FakeEngine().withImage(NAME, Instant.EPOCH, Map.of()).withFile(LIST.value(), list.orElseThrow());
        BuiltImage image = read(engine, Optional.empty());
        assertThat(engine.container("container1")).isPresent();
        image.close();

        assertThat(engine.requests).hasSize(1);
        assertThat(engine.container("container1")).isEmpty();
    }

    @Test
    void a_known_image_needs_no_container() {
        FakeEngine engine =
                new FakeEngine().withImage(NAME, Instant.EPOCH, Map.of()).withFile(LIST.value(), list.orElseThrow());
        read(engine, Optional.empty()).close();
        read(engine, Optional.empty()).close();

        assertThat(engine.requests).hasSize(1);
    }

    private BuiltImage read(FakeEngine engine, Optional<String> context) {
        return FirstImageReader.open(engine, request(context, false), cache(), log());
    }

    private List<String> read(EngineImage image) {
        return read(image, false);
    }

    private List<String> read(EngineImage image, boolean hashed) {
        FirstImageReader.Request request = request(Optional.empty(), hashed);
        try (BuiltImage read = new FirstImageReader(image, request, this::copy, cache(), log()).open()) {
            assertThat(read.id()).isEqualTo(image.id());
            return read.files().children(ImagePath.ROOT).stream()
                    .map(node -> node.path().value())
                    .toList();
        }
    }

    private static FirstImageReader.Request request(Optional<String> context, boolean hashed) {
        return new FirstImageReader.Request(NAME, NAME, context, hashed);
    }

    private InputStream copy(ImagePath path) {
        copied.add(path);
        if (!path.equals(LIST)) {
            return Tars.directory("read", Map.of());
        }
        String content = list.orElseThrow(() -> new GraminizeException("No such file.", "None."));
        return Tars.directory("copied", Map.of("files.mtree", Content.of(content)));
    }

    private ImageCache cache() {
        return new ImageCache(scratch.resolve("cache"));
    }

    private BuildLog log() {
        return new BuildLog(lines::add, line -> lines.add("WARN " + line));
    }
}
