package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageNamesTest {

    private static final BuildMark MARK = new BuildMark("6912345600001");

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
        ImageNames longest = new ImageNames("demo", "x".repeat(108));
        assertThat(List.of(longest.unsigned(), longest.first(MARK), longest.built(MARK)))
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo("demo:".length() + 128));
        assertThatThrownBy(() -> new ImageNames("demo", "x".repeat(109))).hasMessageContaining("at most 108");
    }

    @Test
    void a_running_build_has_names_of_its_own() {
        ImageNames names = new ImageNames("demo", "1.0");

        assertThat(names.first(MARK)).isEqualTo("demo:1.0-first-6912345600001");
        assertThat(names.built(MARK)).isEqualTo("demo:1.0-build-6912345600001");
        assertThat(List.of(names.first(MARK), names.built(MARK))).allMatch(names::isOfOneBuild);
        assertThat(List.of(
                        names.first(),
                        names.signed(),
                        "demo:1.0.1-first-6912345600001",
                        "other:1.0-first-6912345600001",
                        "demo:1.0-first-691234560000",
                        "demo:1.0-last-6912345600001"))
                .noneMatch(names::isOfOneBuild);
    }

    @Test
    void a_mark_says_when_the_build_began() {
        Instant now = Instant.parse("2026-11-29T12:00:00Z");
        BuildMark mark = BuildMark.create(now, new Random(1));

        assertThat(mark.age(now.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
        assertThat(BuildMark.in(new ImageNames("demo", "1.0").first(mark))).contains(mark);
        assertThat(BuildMark.create(now, new Random(2))).isNotEqualTo(mark);
    }
}
