package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Follows the tutorial in docs/templates.md and writes its code blocks into the workspace. */
@Tag("heavy")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TutorialTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(TutorialTest.class);
    private static final TemplateFederation HEATING =
            TemplateFederation.generate(DIRECTORY, "empty", Map.of("gramine.rearrangeLibraries", "true"));

    @AfterAll
    static void remove_images() {
        HEATING.removeImages();
    }

    @Test
    @Order(1)
    void the_empty_workspace_builds_an_image_as_it_is() {
        HEATING.maven().run("install").assertSuccess();
    }

    @Test
    @Order(2)
    void what_the_tutorial_writes_learns() throws Exception {
        Map<String, String> blocks = blocks();
        assertThat(blocks).containsOnlyKeys("data", "src/dataloader.py", "src/taskrunner.py", "plan/plan.yaml");
        write("src/dataloader.py", blocks.get("src/dataloader.py"));
        write("src/taskrunner.py", blocks.get("src/taskrunner.py"));
        Path plan = HEATING.workspace().resolve("plan/plan.yaml");
        String text = Files.readString(plan);
        String toBeReplaced = text.substring(text.indexOf("data_loader:"), text.indexOf("assigner:"));
        Files.writeString(plan, text.replace(toBeReplaced, blocks.get("plan/plan.yaml") + "\n"));
        assertThat(Files.readString(plan)).doesNotContain("TO CHANGE");
        Process shell = new ProcessBuilder("sh", "-ec", blocks.get("data"))
                .directory(HEATING.workspace().toFile())
                .inheritIO()
                .start();
        assertThat(shell.waitFor()).isZero();

        Rounds rounds = HEATING.train(1.05 * NumpyFederationTest.MOST_MEGABYTES_OF_LIBRARIES);

        assertThat(rounds.last("aggregated_model_validation/explained")).isGreaterThan(0.9);
    }

    /** Returns the fenced blocks by the word after their language. */
    private static Map<String, String> blocks() throws IOException {
        Matcher block = Pattern.compile("```\\w+ (\\S+)\n(.*?)```\n", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../docs/templates.md")));
        Map<String, String> blocks = new LinkedHashMap<>();
        while (block.find()) {
            blocks.put(block.group(1), block.group(2));
        }
        return blocks;
    }

    private static void write(String name, String text) throws IOException {
        Files.writeString(HEATING.workspace().resolve(name), text);
    }
}
