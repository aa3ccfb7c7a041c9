package io.github.openflgramine.layers;

import static io.github.openflgramine.layers.ImageBuilder.merged;
import static io.github.openflgramine.layers.LayerMergeTest.all;
import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.tar.TarBuilder;
import io.github.openflgramine.tar.TarFormatsTest;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers from which overlay2 and containerd's snapshotters make different file systems. */
final class AmbiguousLayerTest {

    private static void assertRefused(String part, TarBuilder... layers) {
        assertThatThrownBy(() -> merged(layers))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("Layer ")
                .hasMessageContaining(part);
    }

    @Test
    void an_entry_through_a_link_of_a_lower_layer_is_refused() {
        for (TarBuilder through : new TarBuilder[] {
            pax().file("lib/a", "1"),
            pax().directory("lib/a"),
            pax().file("lib/.wh.a", ""),
            pax().file("lib/.wh..wh..opq", ""),
            pax().file("lib/x/y/a", "1")
        }) {
            assertRefused(
                    "but /lib is a symbolic link, which some engines follow and others replace",
                    pax().link("lib", "usr/lib").directory("usr/lib"),
                    through);
        }
    }

    @Test
    void an_entry_through_a_link_of_its_own_layer_is_refused() {
        assertRefused(
                "but /lib is a symbolic link",
                pax().directory("usr").link("lib", "usr").file("lib/a", "1"));
    }

    @Test
    void an_entry_below_a_file_of_a_lower_layer_is_refused() {
        assertRefused("but /a is a file in a lower layer", pax().file("a", "1"), pax().file("a/b", "2"));
    }

    @Test
    void an_entry_below_a_directory_that_replaces_the_link_is_accepted() {
        assertThat(all(merged(
                        pax().link("lib", "usr/lib").directory("usr/lib"),
                        pax().directory("lib").file("lib/a", "1"))))
                .containsExactly("/lib/", "/lib/a", "/usr/", "/usr/lib/");
    }

    @Test
    void a_hard_link_to_a_file_of_another_layer_is_refused() {
        assertRefused(
                "has /b as a hard link to /a, which no entry before it in the same layer brings as a file",
                pax().file("a", "1"),
                pax().hardLink("b", "a"));
        assertRefused(
                "no entry before it in the same layer", pax().hardLink("b", "a").file("a", "1"));
    }

    @Test
    void a_hard_link_with_other_attributes_than_its_file_is_refused() {
        byte[] layer = pax().file("a", "1").hardLink("b", "a").build();
        System.arraycopy("0004755".getBytes(UTF_8), 0, layer, 1024 + 100, 7);
        TarFormatsTest.withChecksum(layer, 1024);

        assertThatThrownBy(() -> ImageBuilder.ofLayers(layer).read())
                .hasMessageContaining("has /b as a hard link to /a, but with other attributes");
    }

    @Test
    void a_name_twice_is_refused_unless_it_is_the_same_directory() {
        assertRefused("has /a twice", pax().file("a", "1").file("a", "1"));
        assertRefused("has /a twice", pax().file("a", "1").file("./a", "2"));
        assertRefused("has /a twice", pax().file("a", "1").file("/a", "2"));
        assertRefused("has /a twice", pax().file("a", "1").directory("a"));
        assertRefused("has /a twice", pax().directory("a").link("a", "b"));
        assertRefused("has /a twice", pax().file("b", "1").file("a", "1").hardLink("a", "b"));
        assertRefused("has /.wh.a twice", pax().file(".wh.a", "").file(".wh.a", ""));
        assertRefused(
                "has /a twice, or with entries below it", pax().file("a/b", "1").link("a", "b"));
        assertThat(all(merged(pax().directory("a").file("a/b", "1").directory("./a"))))
                .containsExactly("/a/", "/a/b");
    }

    @Test
    void a_directory_twice_with_different_attributes_is_refused() {
        byte[] layer = pax().directory("a").directory("a").build();
        System.arraycopy("0001777".getBytes(UTF_8), 0, layer, 512 + 100, 7);
        TarFormatsTest.withChecksum(layer, 512);

        assertThatThrownBy(() -> ImageBuilder.ofLayers(layer).read())
                .hasMessageContaining("has /a twice, with different attributes");
    }

    @Test
    void a_whiteout_of_what_its_own_layer_brings_is_refused() {
        TarBuilder lower = pax().file("a/old", "1");
        assertRefused(
                "has both /a and a whiteout of it",
                lower,
                pax().file(".wh.a", "").file("a/new", "2"));
        for (TarBuilder layer : new TarBuilder[] {
            pax().directory("a").file(".wh.a", ""),
            pax().file(".wh.a", "").directory("a"),
            pax().file("a/new", "2").file(".wh.a", ""),
            pax().file(".wh.a", "").file("a", "2"),
            pax().link("a", "2").file(".wh.a", "")
        }) {
            assertRefused("has both /a and a whiteout of it", pax().file("a/old", "1"), layer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".wh.",
                ".wh..",
                ".wh...",
                ".wh..wh.aufs",
                ".wh..wh.plnk",
                ".wh..wh..wh.a",
                ".wh.a/b",
                ".wh.a/.wh.b"
            })
    void a_whiteout_of_a_form_that_only_some_engines_know_is_refused(String name) {
        assertRefused("which is not a whiteout that all engines know", pax().file("d/" + name, ""));
    }

    @Test
    void a_whiteout_that_is_no_empty_file_is_refused() {
        assertRefused("not a whiteout that all engines know", pax().file(".wh.a", "1"));
        assertRefused("not a whiteout that all engines know", pax().directory(".wh.a"));
        assertRefused("not a whiteout that all engines know", pax().link(".wh.a", "b"));
        assertRefused("not a whiteout that all engines know", pax().special(".wh.a", TarConstants.LF_FIFO));
        assertRefused("hard link to /.wh.a", pax().file(".wh.a", "").hardLink("b", ".wh.a"));
    }

    @Test
    void a_whiteout_in_the_form_of_overlayfs_is_refused() {
        assertRefused("has /a as the device 0:0, which overlayfs takes as a whiteout", pax().device("a", 0, 0));
    }

    @Test
    void an_opaque_root_is_refused() {
        assertRefused("makes the root opaque", pax().file("a", "1"), pax().file(".wh..wh..opq", ""));
    }
}
