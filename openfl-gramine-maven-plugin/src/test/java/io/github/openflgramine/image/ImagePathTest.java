package io.github.openflgramine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class ImagePathTest {

    @Test
    void paths_are_normalised_textually_and_stay_inside() {
        assertThat(ImagePath.of("usr//lib/./python3/").value()).isEqualTo("/usr/lib/python3");
        assertThat(ImagePath.of("/../../etc/../usr").value()).isEqualTo("/usr");
        assertThat(ImagePath.of("").value()).isEqualTo("/");
        assertThat(ImagePath.of("/.hidden/..x/x.").value()).isEqualTo("/.hidden/..x/x.");
    }

    @Test
    void a_path_that_is_not_normal_cannot_be_made_by_hand() {
        for (String path :
                List.of("", "usr", "/usr/", "//usr", "/usr//lib", "/.", "/..", "/a/.", "/a/..", "/./a", "/../a")) {
            assertThatThrownBy(() -> new ImagePath(path)).as(path).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void parents_children_and_names() {
        ImagePath lib = ImagePath.of("/usr/lib");

        assertThat(lib.resolve("x").value()).isEqualTo("/usr/lib/x");
        assertThat(lib.resolve("/x").value()).isEqualTo("/x");
        assertThat(lib.parent().parent().parent()).isEqualTo(ImagePath.ROOT);
        assertThat(lib.name()).isEqualTo("lib");
        assertThat(lib.startsWith(ImagePath.of("/usr"))).isTrue();
        assertThat(ImagePath.of("/usr/lib64").startsWith(lib)).isFalse();
        assertThat(lib.startsWith(ImagePath.ROOT)).isTrue();
    }

    @Test
    void paths_have_the_order_of_what_they_say() {
        assertThat(new TreeSet<>(
                        List.of(ImagePath.of("/a/b"), ImagePath.of("/a-b"), ImagePath.ROOT, ImagePath.of("/a"))))
                .containsExactly(ImagePath.ROOT, ImagePath.of("/a"), ImagePath.of("/a-b"), ImagePath.of("/a/b"));
    }

    @Test
    void order_is_that_of_code_points_not_of_utf16() {
        List<String> names = new java.util.ArrayList<>(
                List.of("😀", "\uff5e", "a\udcff", "a\uff5e", "a", "Z", "a.b", "a-b", "a😀", "a😁"));

        names.sort(ImagePath.BY_CODE_POINT);

        assertThat(names)
                .as("python3: sorted([...]) with '\\udcff' for the byte 0xff")
                .containsExactly("Z", "a", "a-b", "a.b", "a\udcff", "a\uff5e", "a😀", "a😁", "\uff5e", "😀");
    }
}
