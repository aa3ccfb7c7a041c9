package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkspaceTest {

    @TempDir
    Path root;

    @Test
    void a_directory_with_all_parts_is_a_workspace() {
        Workspace workspace = TestWorkspace.in(root).open();

        assertThat(workspace.name()).isEqualTo("demo");
        assertThat(workspace.plan()).isEqualTo(root.resolve("plan/plan.yaml"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "plan/plan.yaml, the federation's plan",
                "requirements.txt, the Python packages that the code needs (may be empty)",
                ".workspace, OpenFL's marker of a workspace"
            })
    void a_missing_part_is_named_with_its_meaning_and_the_way_out(String part, String meaning) throws IOException {
        TestWorkspace workspace = TestWorkspace.in(root);
        Files.delete(root.resolve(part));

        assertThatThrownBy(workspace::open)
                .isInstanceOf(GraminizeException.class)
                .hasMessage("The workspace " + root + " has no " + part + ", " + meaning
                        + ". Restore it, or create a new workspace with mvn archetype:generate"
                        + " -DarchetypeGroupId=io.github.openfl-gramine"
                        + " -DarchetypeArtifactId=openfl-workspace-archetype.");
    }

    @Test
    void a_file_in_the_place_of_the_code_is_no_code() throws IOException {
        TestWorkspace workspace = TestWorkspace.in(root);
        Files.delete(root.resolve("src/taskrunner.py"));
        Files.delete(root.resolve("src"));
        workspace.file("src", "");

        assertThatThrownBy(workspace::open).hasMessageContaining("has no src, the directory of Python code.");
    }

    @Test
    void a_directory_in_the_place_of_a_file_is_no_file() throws IOException {
        TestWorkspace workspace = TestWorkspace.in(root);
        Files.delete(root.resolve("requirements.txt"));
        Files.createDirectory(root.resolve("requirements.txt"));

        assertThatThrownBy(workspace::open).hasMessageContaining("has no requirements.txt");
    }
}
