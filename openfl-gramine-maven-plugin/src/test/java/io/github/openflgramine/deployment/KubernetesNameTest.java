package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the objects of an actor are called. */
final class KubernetesNameTest {

    @Test
    void a_usual_name_stays_as_it_is() {
        assertThat(KubernetesName.of("flowers", "north")).isEqualTo("flowers-north");
        assertThat(KubernetesName.of("my-flowers", "north")).isEqualTo("my-flowers-north");
    }

    @Test
    void names_that_a_cluster_would_have_alike_differ_by_a_part_of_their_hash() {
        assertThat(List.of(
                        KubernetesName.of("flowers", "north_1"),
                        KubernetesName.of("flowers", "north.1"),
                        KubernetesName.of("flowers", "north-1")))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.startsWith("flowers-north-1"));
    }

    @Test
    void no_two_objects_of_federations_in_one_namespace_have_the_same_name() {
        List<String> words = List.of("a", "b", "A", "a-b", "b-a", "data", "files", "a-data", "identity", "0123abcd");
        List<String> names = new ArrayList<>();
        for (String workspace : words) {
            for (String actor : words) {
                String name = KubernetesName.of(workspace, actor);
                names.add(name);
                names.addAll(Arrays.stream(KubernetesName.Part.values())
                        .map(part -> part.of(name))
                        .toList());
                // What another federation would have to be called to meet this one's objects.
                names.add(KubernetesName.of(
                        name.substring(0, name.lastIndexOf('-')),
                        name.substring(name.lastIndexOf('-') + 1) + "-files"));
            }
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "north_1",
                "1",
                "-",
                ".",
                "å",
                "a-very-long-name-of-a-hospital-that-has-many-words-in-it",
                "a.",
                "_._"
            })
    void every_name_is_one_for_all_objects(String actor) {
        for (String workspace : List.of("flowers", "2024.study", "x".repeat(70), "_", "Ünit")) {
            String name = KubernetesName.of(workspace, actor);

            assertThat(name).matches("[a-z]([a-z0-9-]{0,50}[a-z0-9])?");
            assertThat(KubernetesName.of(workspace, actor)).isEqualTo(name);
            assertThat(KubernetesName.ofWorkspace(workspace)).matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
        }
    }
}
