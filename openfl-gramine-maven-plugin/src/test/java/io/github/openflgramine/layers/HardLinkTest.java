package io.github.openflgramine.layers;

import static io.github.openflgramine.layers.ImageBuilder.merged;
import static io.github.openflgramine.layers.LayerMergeTest.all;
import static io.github.openflgramine.layers.LayerMergeTest.digestOf;
import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hard links in layers to a file of the same layer. */
final class HardLinkTest {

    @Test
    void a_hard_link_shares_a_file_of_its_own_layer() {
        ImageFilesystem root = merged(
                pax().file("a", "same").hardLink("b", "/a").hardLink("d/c", "a").hardLink("d/again", "d/c"),
                pax().file("a", "other"));

        for (String path : List.of("/b", "/d/c", "/d/again")) {
            assertThat(digestOf(root, path)).as(path).isEqualTo(Sha256.digest("same".getBytes(UTF_8)));
        }
        assertThat(digestOf(root, "/a")).isEqualTo(Sha256.digest("other".getBytes(UTF_8)));
        assertThat(root.entry(ImagePath.of("/b")).orElseThrow().size()).isEqualTo(4);
    }

    @Test
    void a_hard_link_to_a_link_is_that_link() {
        ImageFilesystem root = merged(pax().file("a", "1").link("b", "a").hardLink("c", "b"));

        assertThat(all(root)).containsExactly("/a", "/b -> a", "/c -> a");
    }

    @Test
    void hard_links_to_each_other_to_nothing_or_to_a_directory_are_refused() {
        for (TarBuilder layer : List.of(
                pax().hardLink("a", "b").hardLink("b", "a"),
                pax().hardLink("a", "a"),
                pax().hardLink("a", "nowhere"),
                pax().directory("f").hardLink("a", "f"))) {
            assertThatThrownBy(() -> merged(layer))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("has /a as a hard link to /");
        }
    }

    @Test
    void a_hard_link_that_took_a_directories_place_has_nothing_in_it() {
        assertThatThrownBy(() -> merged(
                        pax().file("a", "1").file("d/x", "2").hardLink("d", "a").file("d/y", "3")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has /d twice, or with entries below it");
    }
}
