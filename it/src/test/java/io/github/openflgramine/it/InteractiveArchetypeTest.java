package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code mvn archetype:generate} without {@code -B}. */
final class InteractiveArchetypeTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(InteractiveArchetypeTest.class);
    private static final Path TEMPLATES =
            Path.of("../openfl-workspace-archetype/src/main/resources/archetype-resources/openfl-workspace-templates");

    @Test
    void a_name_is_all_that_somebody_in_a_hurry_is_asked_for() {
        MavenResult result = MavenBuild.archetype(DIRECTORY)
                .answering("My.Experiment", "hurry", "Y")
                .run(MavenBuild.GENERATE);

        result.assertSuccess();
        assertThat(result.text()).contains("Value does not match the expression", "template: numpy");
        assertThat(DIRECTORY.resolve("hurry/data/iris.csv")).isNotEmptyFile();
    }

    @Test
    void who_declines_the_defaults_is_shown_the_templates_and_asked_again_for_one_that_there_is_not()
            throws IOException {
        MavenResult result = MavenBuild.archetype(DIRECTORY)
                .answering(
                        "chosen",
                        "N",
                        "chosen",
                        "torch",
                        "keras_nlp",
                        "maybe",
                        "true",
                        "org.example.nlp",
                        "2.0",
                        "",
                        "jenkins",
                        "gitlab",
                        "Y")
                .run(MavenBuild.GENERATE);

        result.assertSuccess();
        String question = result.text()
                .replaceAll("(?s).*'template' [^(]*\\(should match expression '\\^\\(([^)]*)\\)\\$'\\).*", "$1");
        assertThat(List.of(question.split("\\|"))).containsExactlyInAnyOrderElementsOf(templates());
        assertThat(DIRECTORY.resolve("chosen/src/alphabet.py")).isNotEmptyFile();
        assertThat(Files.readString(DIRECTORY.resolve("chosen/plan/plan.yaml"))).contains("      synthetic: 400 ");
        assertThat(DIRECTORY.resolve("chosen/.gitlab-ci.yml")).isNotEmptyFile();
        assertThat(Files.readString(DIRECTORY.resolve("chosen/pom.xml")))
                .contains("<groupId>org.example.nlp</groupId>", "<version>2.0</version>");
    }

    private static List<String> templates() throws IOException {
        try (Stream<Path> directories = Files.list(TEMPLATES)) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("parts/about.md")))
                    .map(directory -> directory.getFileName().toString())
                    .toList();
        }
    }
}
