package io.github.openflgramine.layers;

import static io.github.openflgramine.layers.ImageBuilder.merged;
import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.tar.TarBuilder;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

public final class LayerMergeTest {

    @Test
    void a_higher_layer_replaces_a_file() {
        ImageFilesystem root = merged(pax().file("etc/a", "old").file("etc/b", "b"), pax().file("etc/a", "new"));

        assertThat(digestOf(root, "/etc/a")).isEqualTo(Sha256.digest("new".getBytes(UTF_8)));
        assertThat(all(root)).containsExactly("/etc/", "/etc/a", "/etc/b");
    }

    @Test
    void a_whiteout_removes_a_file_or_a_whole_directory_of_lower_layers() {
        ImageFilesystem root = merged(
                pax().file("etc/a", "a").file("opt/x/y/z", "z").file("opt/w", "w"),
                pax().directory("etc").file("etc/.wh.a", "").file("opt/.wh.x", ""));

        assertThat(all(root)).containsExactly("/etc/", "/opt/", "/opt/w");
    }

    @Test
    void an_opaque_directory_hides_all_that_lower_layers_had_in_it() {
        ImageFilesystem first = merged(
                pax().file("a/old", "1").file("a/sub/old", "1"),
                pax().directory("a")
                        .file("a/.wh..wh..opq", "")
                        .directory("a/sub")
                        .file("a/sub/new", "2"));
        ImageFilesystem last = merged(
                pax().file("a/old", "1").file("a/sub/old", "1"),
                pax().directory("a").directory("a/sub").file("a/sub/new", "2").file("a/.wh..wh..opq", ""));

        assertThat(all(first)).containsExactly("/a/", "/a/sub/", "/a/sub/new").isEqualTo(all(last));
    }

    @Test
    void a_marker_for_what_is_not_there_leaves_only_its_directory() {
        ImageFilesystem root = merged(pax().file("a", "1")
                .file(".wh.b", "")
                .file("no/where/.wh..wh..opq", "")
                .file("or/.wh.there", ""));

        assertThat(all(root)).containsExactly("/a", "/no/", "/no/where/", "/or/");
    }

    @Test
    void a_file_that_was_removed_may_come_back() {
        ImageFilesystem root = merged(pax().file("a", "1"), pax().file(".wh.a", ""), pax().file("a", "3"));

        assertThat(digestOf(root, "/a")).isEqualTo(Sha256.digest("3".getBytes(UTF_8)));
    }

    @Test
    void a_directory_becomes_a_link_and_a_directory_again() {
        TarBuilder directory = pax().file("lib/a", "1").directory("usr/lib").file("usr/lib/b", "2");
        assertThat(all(merged(directory, pax().link("lib", "usr/lib"))))
                .containsExactly("/lib -> usr/lib", "/usr/", "/usr/lib/", "/usr/lib/b");

        TarBuilder again = pax().file("lib/a", "1").directory("usr/lib").file("usr/lib/b", "2");
        assertThat(all(merged(
                        again,
                        pax().link("lib", "usr/lib"),
                        pax().directory("lib").file("lib/c", "3"))))
                .containsExactly("/lib/", "/lib/c", "/usr/", "/usr/lib/", "/usr/lib/b");
    }

    @Test
    void an_opaque_directory_in_place_of_a_link_leaves_alone_where_the_link_led() {
        ImageFilesystem root = merged(
                pax().file("usr/lib/b", "2").link("lib", "usr/lib"),
                pax().directory("lib").file("lib/.wh..wh..opq", "").file("lib/c", "3"));

        assertThat(all(root)).containsExactly("/lib/", "/lib/c", "/usr/", "/usr/lib/", "/usr/lib/b");
    }

    @Test
    void a_directory_becomes_a_file_and_a_file_a_directory() {
        ImageFilesystem root = merged(
                pax().file("a/b/c", "1").file("d", "2"),
                pax().file("a", "3").directory("d").file("d/e", "4"));

        assertThat(all(root)).containsExactly("/a", "/d/", "/d/e");
    }

    @Test
    void directories_that_an_archive_leaves_out_are_there_all_the_same() {
        ImageFilesystem root = merged(pax().file("a/b/c/d", "1"));

        assertThat(all(root)).containsExactly("/a/", "/a/b/", "/a/b/c/", "/a/b/c/d");
    }

    @Test
    void names_with_dots_and_slashes_before_them_are_the_same_paths() {
        ImageFilesystem root = merged(pax().directory(".").file("./a/b", "1"), pax().file("/a/c", "2"));

        assertThat(all(root)).containsExactly("/a/", "/a/b", "/a/c");
    }

    @Test
    void directories_may_be_nested_deeper_than_a_stack() {
        String deep = "d/" + "x/".repeat(2000);
        ImageFilesystem root = merged(
                pax().file(deep + "old", "1"), pax().file(deep + "keep", "2").file("d/.wh..wh..opq", ""));

        assertThat(root.children(ImagePath.of(deep)))
                .extracting(node -> node.path().name())
                .containsExactly("keep");
        assertThat(root.content(ImagePath.of(deep + "keep")).orElseThrow())
                .asString()
                .isEqualTo("2");
    }

    @Test
    void entries_below_a_file_of_the_same_layer_are_refused() {
        assertThatThrownBy(() -> merged(pax().file("a", "1").file("a/b", "2")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("puts entries into /a, but it made /a a file");
    }

    @Test
    void devices_and_fifos_are_there_and_are_no_files() {
        ImageFilesystem root = merged(pax().device("dev/null", 1, 3)
                .special("dev/disk", TarConstants.LF_BLK)
                .special("run/fifo", TarConstants.LF_FIFO));

        for (String path : List.of("/dev/null", "/dev/disk", "/run/fifo")) {
            assertThat(root.entry(ImagePath.of(path)).orElseThrow().kind()).isEqualTo(ImageNode.Kind.OTHER);
            assertThat(root.entry(ImagePath.of(path)).orElseThrow().isFile()).isFalse();
            assertThat(root.entry(ImagePath.of(path)).orElseThrow().isLink()).isFalse();
        }
    }

    public static Sha256 digestOf(ImageFilesystem root, String path) {
        return root.resolve(ImagePath.of(path)).orElseThrow().sha256().orElseThrow();
    }

    /** Returns every path below the root. Directories end with a slash; links are followed by their targets. */
    public static List<String> all(ImageFilesystem root) {
        List<String> paths = new ArrayList<>();
        addAll(root, ImagePath.ROOT, paths);
        return paths;
    }

    private static void addAll(ImageFilesystem root, ImagePath directory, List<String> paths) {
        for (ImageNode child : root.children(directory)) {
            paths.add(child.path()
                    + (child.isDirectory() ? "/" : "")
                    + child.target().map(target -> " -> " + target).orElse(""));
            if (child.isDirectory()) {
                addAll(root, child.path(), paths);
            }
        }
    }
}
