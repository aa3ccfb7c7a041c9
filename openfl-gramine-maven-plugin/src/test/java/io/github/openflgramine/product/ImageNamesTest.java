package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageNamesTest {

    @Test
    void one_build_names_three_images() {
        ImageNames names = new ImageNames("demo", "1.0");

        assertThat(names.first()).isEqualTo("demo:1.0-first");
        assertThat(names.signed()).isEqualTo("demo:1.0");
        assertThat(names.unsigned()).isEqualTo("demo:1.0-direct");
    }

    @ParameterizedTest
    @CsvSource({
        "demo, false",
        "my-team/demo, false",
        "a.b_c__d-e--f, false",
        "localhost/demo, true",
        "localhost:5000/demo, true",
        "registry.example.org/team/demo, true",
        "Registry.Example.ORG:443/demo, true",
        "registry:5000/demo, true",
        "10.0.0.1/demo, true"
    })
    void takes_names_and_knows_which_say_where_to_push(String name, boolean registry) {
        ImageNames names = new ImageNames(name, "1");
        String image = names.signed();

        assertThat(names.pushed(image, null)).isEqualTo(registry ? Optional.of(image) : Optional.empty());
        assertThat(names.pushed(image, "r.example.org")).hasValue(registry ? image : "r.example.org/" + image);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Demo",
                "Team/demo",
                "demo/",
                "/demo",
                "demo//x",
                "-demo",
                "demo-",
                "de..mo",
                "de___mo",
                "de._mo",
                "demo:1",
                "-x.org/demo",
                "x..org/demo",
                "x.org:/demo",
                "x.org:80/Demo",
                "größe",
                "demo x",
                "demo\n",
                "${project.artifactId}"
            })
    void refuses_what_docker_refuses(String name) {
        assertThatThrownBy(() -> new ImageNames(name, "1"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("openfl.imageName=" + name + " is not a valid image name.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0-SNAPSHOT", "_", "A.b-C_d", "0"})
    void takes_tags(String tag) {
        assertThat(new ImageNames("demo", tag).signed()).isEqualTo("demo:" + tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".1", "-1", "1.0+build", "1 0", "1/0", "1\n"})
    void refuses_tags_that_docker_refuses(String tag) {
        assertThatThrownBy(() -> new ImageNames("demo", tag))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("openfl.imageTag=" + tag + " is not a valid image tag.");
    }

    @Test
    void leaves_room_for_what_it_puts_behind_a_tag() {
        assertThat(new ImageNames("demo", "x".repeat(120)).unsigned()).hasSizeLessThanOrEqualTo("demo:".length() + 128);
        assertThatThrownBy(() -> new ImageNames("demo", "x".repeat(121))).hasMessageContaining("at most 120");
    }
}
