package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InitialModelNoteTest {

    private static final String PLAN = """
            aggregator:
              settings: {init_state_path: save/a_init.pbuf, rounds_to_train: 1}
            network:
              settings: {agg_addr: localhost}
            task_runner:
              template: src.runner.Runner
              settings: {classes: 3}
            """;

    @TempDir
    private Path root;

    @Test
    void a_model_is_up_to_date_until_its_sections_or_the_code_change() throws IOException {
        write(PLAN, "class Runner: pass");
        Path model = model();
        note(model);

        write(PLAN.replace("rounds_to_train: 1", "rounds_to_train: 9"), "class Runner: pass");
        assertThat(changes(model)).isEmpty();

        write(PLAN.replace("classes: 3", "classes: 4"), "class Runner: pass");
        assertThat(changes(model)).containsExactly("task_runner");

        write(PLAN + "compression_pipeline: {template: openfl.pipelines.KCPipeline}\n", "class Runner: changed = 1");
        assertThat(changes(model)).containsExactly("compression_pipeline", "src");
    }

    @Test
    void of_a_model_of_the_users_own_nothing_is_known() throws IOException {
        write(PLAN, "class Runner: pass");
        Path model = model();
        assertThat(changes(model)).isEmpty();

        note(model);
        Files.writeString(model, "another");
        write(PLAN.replace("classes: 3", "classes: 4"), "class Runner: pass");
        assertThat(changes(model)).isEmpty();
    }

    private void write(String plan, String code) {
        TestWorkspace.in(root).file("plan/plan.yaml", plan).file("src/runner.py", code);
    }

    private Path model() throws IOException {
        Files.createDirectories(root.resolve("save"));
        return Files.writeString(root.resolve("save/a_init.pbuf"), "model");
    }

    private void note(Path model) throws IOException {
        Workspace workspace = new Workspace("demo", root);
        Files.writeString(
                InitialModelNote.file(model),
                InitialModelNote.of(model, Plan.read(workspace.plan()), WorkspaceArchive.of(workspace)));
    }

    private List<String> changes(Path model) throws IOException {
        Workspace workspace = new Workspace("demo", root);
        return InitialModelNote.changes(model, Plan.read(workspace.plan()), WorkspaceArchive.of(workspace));
    }
}
